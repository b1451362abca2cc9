import { DataError, parseResponse } from '@stepgrpo/core';
import type { Sample } from '@stepgrpo/core';
import { z } from 'zod';
import { splitPlaceholders } from './image-placeholders';
import { idSchema, imagePathSchema, readSamples } from './read-samples';
import type { ReadOptions } from './read-samples';
import { hasField, parseRecord } from './record-schema';
import type { DataRecord } from './records';

const messageSchema = z.object({ role: z.enum(['user', 'assistant', 'system']), content: z.string() });

const sftSchema = z.object({
  id: idSchema,
  messages: z.array(messageSchema),
  images: z.array(imagePathSchema).default([]),
});

/**
 * The samples of a file in the layout of Mulberry and LLaMA-Factory, a JSON array or JSON Lines of
 * `{"messages": [{"role": "user", "content": "<image>…"}, {"role": "assistant", "content": …}], "images": […]}`.
 * The answer of the assistant is the reasoning path; the solution is the answer it ends in, or all of it where it
 * has no answer heading. There are no key steps.
 *
 * Source   hiyouga/LLaMA-Factory data/README.md (multimodal, OpenAI format); the columns and tags of
 *          jingyi0000/R1-VL README.md; ours differs: one question and one answer, no system message
 * Throws   DataError that names the file, the line or the element, the field and what is expected
 * Example  const samples = await readSft('mulberry_sft.json', { imageRoot: 'mulberry_images' });
 */
export async function readSft(path: string, options: ReadOptions = {}): Promise<Sample[]> {
  return readSamples(path, options, (record) => {
    const { id, messages, images } = parseRecord(sftSchema, record, fixFor);
    const [question, reasoning] = onlyTurn(messages, record);
    const { place } = record;
    const { text, imagePlacement } = splitPlaceholders(question, {
      images: images.length,
      place,
      field: 'messages[0].content',
    });
    return {
      id,
      imagePaths: images,
      question: text,
      ...(imagePlacement === 'after-question' && { imagePlacement }),
      solution: parseResponse(reasoning).answer ?? reasoning.trim(),
      keySteps: [],
      reasoning,
    };
  });
}

/** The question and the answer of a conversation of one turn. */
function onlyTurn(
  messages: readonly z.infer<typeof messageSchema>[],
  { place }: DataRecord,
): readonly [question: string, answer: string] {
  const [user, assistant] = messages;
  const isOneTurn = messages.length === 2 && user?.role === 'user' && assistant?.role === 'assistant';
  if (isOneTurn) return [user.content, assistant.content];
  const roles = messages.map((message) => message.role);
  const shown = roles.length > 6 ? `${roles.slice(0, 6).join(', ')}, …` : roles.join(', ');
  const what = `field "messages" has the roles [${shown}], expected [user, assistant].`;
  throw new DataError(what, 'keep one question and its answer in a record, without a system message.', place);
}

function fixFor(record: unknown): string {
  if (hasField(record, 'key_steps'))
    return 'this looks like the layout of R1-VL-10K: read it as kind "r1-vl".';
  if (hasField(record, 'conversations')) {
    return 'rename "conversations" to "messages", "from" to "role" (user, assistant) and "value" to "content".';
  }
  return 'a record is {"messages": [{"role": "user", "content": "<image>…"}, {"role": "assistant", "content": "…"}], "images": ["…"]}.';
}
