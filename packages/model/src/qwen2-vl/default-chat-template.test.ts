import golden from '../../golden/chat-template.json';
import type { ChatMessage } from './chat-template';
import { createChatTemplate } from './chat-template';
import { qwen2VlChatTemplate } from './default-chat-template';

const render = (systemPrompt: string | undefined, messages: readonly ChatMessage[]) =>
  createChatTemplate(qwen2VlChatTemplate(systemPrompt), 'own').render(messages);
const question: ChatMessage[] = [{ role: 'user', content: 'Why?' }];

it.each(golden.cases)(
  'renders $name as the template of Qwen2-VL does',
  ({ messages, rendered, ...options }) => {
    const { add_generation_prompt: addGenerationPrompt, add_vision_id: addVisionId } = options;
    const template = createChatTemplate(qwen2VlChatTemplate(), 'own');
    expect(template.render(messages as ChatMessage[], { addGenerationPrompt, addVisionId })).toBe(rendered);
  },
);

it("says a system prompt of one's own, whatever it quotes", () => {
  const systemPrompt = 'Say "yes" or \'no\',\n\\boxed{1} {{ x }} {% y %} — 好';
  expect(render(systemPrompt, question)).toBe(
    `<|im_start|>system\n${systemPrompt}<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n`,
  );
});

it('leaves the system turn out when the prompt is empty', () => {
  expect(render('', question)).toBe('<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n');
});

it('lets a system message of the conversation win', () => {
  const messages = [{ role: 'system', content: 'Be brief.' }, ...question];
  expect(render('Be long.', messages)).toContain('<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user');
  expect(render('Be long.', messages)).not.toContain('Be long.');
});
