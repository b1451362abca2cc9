import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import { z } from 'zod';
import type { BundleFiles } from '../text-bundle-files';
import { jsonOf } from '../text-bundle-files';

/** A turn of a conversation. A part with an `image` key stands for an image, one with a `text` key for text. */
export interface ChatMessage {
  readonly role: string;
  readonly content: string | readonly Readonly<Record<string, unknown>>[];
}

/** What a template is told besides the messages. */
export interface RenderOptions {
  /** Ends with the head of the assistant's turn; default true. */
  readonly addGenerationPrompt?: boolean;
  /** Numbers the images, "Picture 1: "; default false. */
  readonly addVisionId?: boolean;
}

/** Writes messages out as the text a policy was trained on. */
export interface ChatTemplate {
  readonly source: string;
  render(messages: readonly ChatMessage[], options?: RenderOptions): string;
}

const maxSourceLength = 256 * 1024;
/** Evaluations of one rendering; a turn takes about 50. At 256 characters each, they bound the output too. */
const maxWork = 50_000;
const maxRange = 10_000;

const templateValue = z.union([
  z.string(),
  z.array(z.looseObject({ name: z.string(), template: z.string() })),
]);
const fileSchema = z.looseObject({ chat_template: templateValue.nullish() });

/**
 * The chat template of a checkpoint: `chat_template.jinja`, else `chat_template.json`, else in `tokenizer_config.json`.
 *
 * Throws  CheckpointError when there is none, or it is not a Jinja template
 */
export function readChatTemplate(files: BundleFiles, place: string): ChatTemplate {
  const jinja = files.get('chat_template.jinja');
  if (jinja !== undefined) return createChatTemplate(jinja, join(place, 'chat_template.jinja'));
  for (const name of ['chat_template.json', 'processor_config.json', 'tokenizer_config.json'] as const) {
    const parsed = fileSchema.safeParse(jsonOf(files, name, place) ?? {});
    const found = parsed.success ? parsed.data.chat_template : undefined;
    const source = Array.isArray(found)
      ? found.find((entry) => entry.name === 'default')?.template
      : (found ?? undefined);
    if (source !== undefined) return createChatTemplate(source, join(place, name));
  }
  throw new CheckpointError(
    `${place} has no chat template: no chat_template.jinja, chat_template.json or one in tokenizer_config.json.`,
    'copy chat_template.json of the Qwen2-VL Instruct checkpoint into it.',
  );
}

/**
 * A template in Jinja, in the dialect of transformers (`trim_blocks`, `lstrip_blocks`). A template comes with a
 * checkpoint and is not trusted: its size, its work and its output are bounded, and it sees no clock.
 *
 * Source  huggingface/transformers src/transformers/utils/chat_template_utils.py
 * Throws  CheckpointError when the source cannot be parsed; `render` when it fails or exceeds its bounds
 */
export function createChatTemplate(source: string, place: string): ChatTemplate {
  const fix = 'use the chat template of a Qwen2-VL checkpoint.';
  if (source.length > maxSourceLength) {
    throw new CheckpointError(`${place}: a chat template of ${source.length} characters.`, fix);
  }
  const guarded = <T>(what: string, run: () => T): T => {
    try {
      return run();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new CheckpointError(`${place}: the chat template ${what}: ${reason}.`, fix, { cause });
    }
  };
  const program = guarded('cannot be parsed', () =>
    parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true })),
  );
  return {
    source,
    render: (messages, { addGenerationPrompt = true, addVisionId = false } = {}) =>
      guarded('failed', () => {
        const environment = globals();
        environment.set('messages', messages);
        environment.set('add_generation_prompt', addGenerationPrompt);
        environment.set('add_vision_id', addVisionId);
        return (new BoundedInterpreter(environment).run(program) as { value: string }).value;
      }),
  };
}

function globals(): Environment {
  const environment = new Environment();
  for (const value of [true, false]) {
    environment.set(String(value), value);
    environment.set(value ? 'True' : 'False', value);
  }
  environment.set('none', null);
  environment.set('None', null);
  environment.set('range', boundedRange);
  environment.set('raise_exception', (message: unknown) => {
    throw new Error(String(message));
  });
  return environment;
}

function boundedRange(start: number, stop?: number, step = 1): number[] {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  const length = Math.max(0, Math.ceil((to - from) / step));
  if (!(length <= maxRange)) throw new Error(`a range of ${length} numbers; at most ${maxRange} are allowed`);
  return Array.from({ length }, (_, i) => from + i * step);
}

/** Counts what it evaluates, by size, so that no template runs without end or grows a text without bound. */
class BoundedInterpreter extends Interpreter {
  private work = 0;

  override evaluate(...args: Parameters<Interpreter['evaluate']>): ReturnType<Interpreter['evaluate']> {
    const result = super.evaluate(...args);
    this.work += workOf((result as { value: unknown }).value);
    if (this.work > maxWork) throw new Error(`more than ${maxWork} evaluations`);
    return result;
  }
}

/** Evaluations that a value stands for: one, and one for each element or 256 characters it may be gone through by. */
function workOf(value: unknown): number {
  if (typeof value === 'string') return 1 + (value.length >> 8);
  if (Array.isArray(value)) return 1 + value.length;
  return value instanceof Map ? 1 + value.size : 1;
}
