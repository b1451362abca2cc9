import { join } from 'node:path';
import { z } from 'zod';
import { createChatTemplate, readChatTemplate } from '../qwen2-vl/chat-template';
import type { BundleFileName } from '../text-bundle-files';
import { readBundleFiles } from '../text-bundle-files';
import type { CaseResult } from './case-result';
import { checkEqual, runCase } from './case-result';
import { readGoldenFile } from './golden-file';

const goldens = z.object({
  template: z.string().default('chat_template.jinja'),
  cases: z.array(
    z.object({
      name: z.string(),
      messages: z.array(
        z.object({
          role: z.string(),
          content: z.union([z.string(), z.array(z.record(z.string(), z.unknown()))]),
        }),
      ),
      add_generation_prompt: z.boolean().default(false),
      add_vision_id: z.boolean().default(false),
      rendered: z.string(),
    }),
  ),
});

/**
 * Renders the golden conversations with the template as a file of its own, inside `chat_template.json` and inside
 * `tokenizer_config.json`.
 *
 * Throws  DataError when `<folder>/chat-template/goldens.json` is absent; CheckpointError when the template is
 */
export async function runChatTemplateCases(folder: string): Promise<readonly CaseResult[]> {
  const directory = join(folder, 'chat-template');
  const golden = await readGoldenFile(join(directory, 'goldens.json'), goldens);
  const plain = readChatTemplate(await readBundleFiles(directory), directory);
  const wrapped = (name: BundleFileName) => {
    const file = JSON.stringify({ chat_template: plain.source });
    return readChatTemplate(new Map([[name, file]]), directory);
  };
  const templates = {
    'chat_template.jinja': createChatTemplate(plain.source, directory),
    'chat_template.json': wrapped('chat_template.json'),
    'tokenizer_config.json': wrapped('tokenizer_config.json'),
  };
  return Promise.all(
    golden.cases.map(({ name, messages, rendered, ...options }) =>
      runCase(name, () =>
        Object.entries(templates).map(([file, template]) => {
          const text = template.render(messages, {
            addGenerationPrompt: options.add_generation_prompt,
            addVisionId: options.add_vision_id,
          });
          return checkEqual(`rendered (${file})`, text, rendered);
        }),
      ),
    ),
  );
}
