import { CheckpointError } from '@stepgrpo/core';
import golden from '../../golden/chat-template.json';
import type { ChatMessage } from './chat-template';
import { createChatTemplate, readChatTemplate } from './chat-template';

const template = createChatTemplate(golden.template, 'golden');

it.each(golden.cases)('renders $name as jinja2 does', ({ messages, rendered, ...options }) => {
  const { add_generation_prompt: addGenerationPrompt, add_vision_id: addVisionId } = options;
  expect(template.render(messages as ChatMessage[], { addGenerationPrompt, addVisionId })).toBe(rendered);
});

const source = "{{ messages[0]['content'] }}";
const other = '{{ "other" }}';

it.each<[string, [string, string][]]>([
  [
    'a file of its own',
    [
      ['chat_template.jinja', source],
      ['chat_template.json', JSON.stringify({ chat_template: other })],
    ],
  ],
  ['chat_template.json', [['chat_template.json', JSON.stringify({ chat_template: source })]]],
  ['tokenizer_config.json', [['tokenizer_config.json', JSON.stringify({ chat_template: source })]]],
  [
    'the default of several',
    [
      [
        'tokenizer_config.json',
        JSON.stringify({
          chat_template: [
            { name: 'tool_use', template: other },
            { name: 'default', template: source },
          ],
        }),
      ],
    ],
  ],
])('is found in %s', (_where, files) => {
  const found = readChatTemplate(new Map(files) as never, '/ckpt');
  expect(found.render([{ role: 'user', content: 'hello' }])).toBe('hello');
});

it('says where it looked', () => {
  expect(() => readChatTemplate(new Map(), '/ckpt')).toThrow('/ckpt has no chat template');
});

it.each([
  [
    'loops without end',
    '{% for i in range(10000) %}{% for j in range(10000) %}{% endfor %}{% endfor %}',
    'evaluations',
  ],
  ['asks for a huge range', '{% for i in range(1000000000) %}{% endfor %}', 'a range of 1000000000'],
  [
    'doubles a text without end',
    `{% set ns = namespace(s='0123456789') %}${'{% set ns.s = ns.s ~ ns.s %}'.repeat(60)}{{ ns.s }}`,
    'evaluations',
  ],
  ['calls itself without end', '{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}', 'failed'],
  ['raises', "{{ raise_exception('no tools here') }}", 'no tools here'],
  ['calls what does not exist', '{{ fetch("http://example.com") }}', 'failed'],
])('stops a template that %s', (_what, hostile, message) => {
  const render = () => createChatTemplate(hostile, '/ckpt/chat_template.json').render([]);
  expect(render).toThrow(CheckpointError);
  expect(render).toThrow(message);
});

it('refuses what is not a template', () => {
  expect(() => createChatTemplate('{% for %}', '/ckpt/x.jinja')).toThrow(
    '/ckpt/x.jinja: the chat template cannot be parsed',
  );
  expect(() => createChatTemplate(' '.repeat(300_000), '/ckpt')).toThrow('300000 characters');
});

it('does not evaluate the messages', () => {
  const content = '{{ messages }}{% raw %}{# not a comment #}';
  expect(createChatTemplate(source, 'x').render([{ role: 'user', content }])).toBe(content);
});
