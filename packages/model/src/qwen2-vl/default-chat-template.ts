/** What the published template says when a conversation has no system message. */
export const defaultSystemPrompt = 'You are a helpful assistant.';

/**
 * A chat template that renders what the published Qwen2-VL Instruct template renders, with a system prompt of one's own.
 * An empty system prompt leaves the system turn out.
 *
 * Range  systemPrompt: no control characters but newline and tab, which a Jinja string cannot spell everywhere
 */
export function qwen2VlChatTemplate(systemPrompt: string = defaultSystemPrompt): string {
  const systemTurn = `<|im_start|>system\n${systemPrompt}<|im_end|>\n`;
  const opening =
    systemPrompt === ''
      ? []
      : [
          "{%- if messages and messages[0]['role'] != 'system' -%}",
          `{{ ${JSON.stringify(systemTurn)} }}`,
          '{%- endif -%}',
        ];
  return [
    '{%- set count = namespace(image=0, video=0) -%}',
    ...opening,
    '{%- for message in messages -%}',
    "{{ '<|im_start|>' ~ message['role'] ~ '\\n' }}",
    "{%- if message['content'] is string -%}",
    "{{ message['content'] }}",
    '{%- else -%}',
    "{%- for item in message['content'] -%}",
    "{%- if item['type'] == 'image' or 'image' in item or 'image_url' in item -%}",
    '{%- set count.image = count.image + 1 -%}',
    "{{ ('Picture ' ~ count.image ~ ': ') if add_vision_id else '' }}",
    "{{ '<|vision_start|><|image_pad|><|vision_end|>' }}",
    "{%- elif item['type'] == 'video' or 'video' in item -%}",
    '{%- set count.video = count.video + 1 -%}',
    "{{ ('Video ' ~ count.video ~ ': ') if add_vision_id else '' }}",
    "{{ '<|vision_start|><|video_pad|><|vision_end|>' }}",
    "{%- elif 'text' in item -%}",
    "{{ item['text'] }}",
    '{%- endif -%}',
    '{%- endfor -%}',
    '{%- endif -%}',
    "{{ '<|im_end|>\\n' }}",
    '{%- endfor -%}',
    '{%- if add_generation_prompt -%}',
    "{{ '<|im_start|>assistant\\n' }}",
    '{%- endif -%}',
  ].join('');
}
