import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ChatModel } from '@stepgrpo/chat';
import { ConfigError, DataError, type Sample } from '@stepgrpo/core';
import type { Annotator, ExistingKeySteps, RequestEstimate } from '@stepgrpo/data';
import type { Reporter } from '../progress/reporter';
import type { Stop } from '../stop';
import { costOf, useLine, type AnnotationReport, type ModelUse, type TokenPrices } from './annotation-report';

/** What is annotated, and how. */
export interface AnnotateRequest {
  readonly input: string;
  readonly out: string;
  readonly kind: 'auto' | 'r1-vl' | 'sft';
  readonly imageRoot?: string | undefined;
  readonly limit?: number | undefined;
  readonly existing: ExistingKeySteps;
  readonly maxPerStep: number;
  readonly force: boolean;
  /** Absent: by rules alone. */
  readonly model?: ModelRequest;
}

export interface ModelRequest {
  readonly chat: ChatModel;
  readonly journal: string;
  readonly maxTokens: number;
  readonly prices: TokenPrices;
  /** The estimate may not be above it. */
  readonly maxCost?: number | undefined;
  /** Stop after the estimate. */
  readonly dryRun: boolean;
}

/** What came of it: a report, an estimate only, or the advice to go on later. */
export type AnnotateOutcome =
  | { readonly kind: 'done'; readonly report: AnnotationReport }
  | { readonly kind: 'estimated'; readonly estimate: ModelUse }
  | { readonly kind: 'stopped'; readonly done: number };

/**
 * Reads samples, gives them key steps, writes them in the layout of R1-VL-10K and reads them back.
 *
 * Throws  ConfigError when the output is in the way or the estimate is above `maxCost`; DataError for broken data
 */
export async function annotateFile(
  request: AnnotateRequest,
  { reporter, stop }: { readonly reporter: Reporter; readonly stop: Stop },
): Promise<AnnotateOutcome> {
  const { input, out, existing } = request;
  assertWritable(request);
  const data = await import('@stepgrpo/data'); // late: `--help` must not wait for it
  const kind = request.kind === 'auto' ? await data.detectLayout(input) : request.kind;
  const read = kind === 'sft' ? data.readSft : data.readR1Vl;
  const samples = await read(input, { imageRoot: request.imageRoot, limit: request.limit });

  const rules = data.rulesAnnotator({ maxPerStep: request.maxPerStep });
  const cancel = new AbortController();
  const signal = AbortSignal.any([stop.signal, cancel.signal]);
  const opened = request.model && (await openModel(request.model, { samples, existing, rules, signal }));
  if (request.model !== undefined && opened !== undefined) {
    reporter.note(`estimate for ${opened.estimate.model}: ${useLine(opened.estimate)}`);
    if (request.model.dryRun) return { kind: 'estimated', estimate: opened.estimate };
    assertCheapEnough(opened.estimate, request.model);
  }

  const task = reporter.start('annotate', samples.length);
  let done = 0;
  try {
    const annotated = await data.annotateSamples(samples, {
      annotator: opened?.annotator ?? rules,
      existing,
      onProgress: (count) => task.update((done = count)),
    });
    if (annotated.samples === null) return { kind: 'stopped', done };
    const { written, leftOut } = await writeAndReadBack(annotated.samples, out);
    return {
      kind: 'done',
      report: { ...annotated.coverage, out, written, leftOut, use: opened?.use() ?? null },
    };
  } finally {
    cancel.abort(); // after a failure nothing more is asked for
    task.end();
  }
}

function assertWritable({ input, out, force }: AnnotateRequest): void {
  if (resolve(input) === resolve(out))
    throw new ConfigError('the output is the input.', 'name another file.', out);
  if (existsSync(out) && !force)
    throw new ConfigError('the file is there already.', 'name another file, or give --force.', out);
}

function assertCheapEnough({ cost }: ModelUse, { maxCost }: ModelRequest): void {
  if (maxCost === undefined) return;
  if (cost === null) throw new ConfigError('--max-cost needs prices.', 'give --price-in and --price-out.');
  if (cost > maxCost) {
    throw new ConfigError(
      `the estimate, ${cost.toFixed(4)}, is above --max-cost ${maxCost}.`,
      'raise it, or give --limit.',
    );
  }
}

async function openModel(
  { chat, journal: path, maxTokens, prices }: ModelRequest,
  parts: { samples: readonly Sample[]; existing: ExistingKeySteps; rules: Annotator; signal: AbortSignal },
): Promise<{ annotator: Annotator; estimate: ModelUse; use: () => ModelUse }> {
  const { openJournal } = await import('@stepgrpo/chat');
  const data = await import('@stepgrpo/data');
  const journal = openJournal(path, { schema: data.paidReplySchema });
  const paths = parts.samples.flatMap((sample) => {
    const found = data.pathToAnnotate(sample, parts.existing);
    return found === null ? [] : [{ sample, path: found }];
  });
  const estimated: RequestEstimate = data.estimateRequests(paths, { model: chat, journal, maxTokens });
  const sum = { requests: 0, promptTokens: 0, completionTokens: 0 };
  const annotator = data.modelAnnotator({
    model: chat,
    journal,
    fallback: parts.rules,
    maxTokens,
    signal: parts.signal,
    onReply: ({ promptTokens, completionTokens }) => {
      sum.requests += 1;
      sum.promptTokens += promptTokens ?? 0;
      sum.completionTokens += completionTokens ?? 0;
    },
  });
  return {
    annotator,
    estimate: { ...estimated, model: chat.name, cost: costOf(estimated, prices) },
    use: () => ({ ...sum, known: estimated.known, model: chat.name, cost: costOf(sum, prices) }),
  };
}

/** The file must say what the samples say, or it is not worth having. */
async function writeAndReadBack(
  samples: readonly Sample[],
  out: string,
): Promise<Pick<AnnotationReport, 'written' | 'leftOut'>> {
  const { readR1Vl, writeR1Vl } = await import('@stepgrpo/data');
  const [fitting, others] = [
    samples.filter(({ images }) => images.length === 1),
    samples.filter(({ images }) => images.length !== 1),
  ];
  const reason = 'the layout of R1-VL-10K holds exactly one image';
  const leftOut = { count: others.length, reason, ids: others.map(({ id }) => id) };
  if (fitting.length === 0)
    throw new DataError('no sample can be written.', `${reason}: give such samples.`, out);
  await writeR1Vl(fitting, out, dirname(out));
  const back = await readR1Vl(out);
  const differs = fitting.findIndex(
    (sample, i) =>
      JSON.stringify([sample.id, sample.keySteps]) !== JSON.stringify([back[i]?.id, back[i]?.keySteps]),
  );
  if (differs !== -1 || back.length !== fitting.length) {
    const { id } = fitting[Math.max(0, differs)]!;
    throw new DataError(
      `the sample "${id}" is not read back as it was written.`,
      'report this: it is a mistake of ours.',
      out,
    );
  }
  return { written: back.length, leftOut };
}
