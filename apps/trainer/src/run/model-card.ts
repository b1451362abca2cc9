import type { RunEvent } from '@stepgrpo/core';
import { stringify } from 'smol-toml';
import { isHubName } from '../hub-name';
import type { Session } from '../session';
import { evaluationColumns } from '../summary/run-summary';
import { scoreRows } from '../summary/score-table';

export interface CardFile {
  readonly name: string;
  readonly bytes: number;
}

export interface CardParts {
  readonly session: Pick<Session, 'config' | 'policy' | 'data'>;
  readonly events: readonly RunEvent[];
  readonly files: readonly CardFile[];
  /** Of the checkpoint that training started from; null when unknown. */
  readonly license: string | null;
}

/**
 * The model card of a trained policy: what it is, how it was made, how well it does. The same run gives the same card: no
 * time and no duration is in it.
 *
 * Source  the front matter: huggingface.co/docs/hub/model-cards
 */
export function modelCard(parts: CardParts): string {
  const { config, policy, data } = parts.session;
  const start = parts.events.find((event) => event.kind === 'run-start');
  const evaluations = evaluationColumns(parts.events);
  return [
    ...frontMatter(parts),
    '',
    `# ${config.name}`,
    '',
    introduction(parts),
    '',
    ...(evaluations.length === 0 ? [] : [...resultsSection(parts), '']),
    '## How it was made',
    '',
    ...table([
      ['', ''],
      ['seed', code(String(config.seed))],
      ['data, SHA-256', code(data.hash)],
      ['parameters', sizesText(parts)],
      ...Object.entries(start?.versions ?? {}).map(([name, version]) => [name, code(version)]),
      [
        'back end',
        start === undefined ? '–' : code(`${start.backend.name}, ${start.backend.threads} threads`),
      ],
      ...(policy.lora === null ? [] : [['adapters', code(JSON.stringify(policy.lora))]]),
    ]),
    '',
    'The whole config, every default written out:',
    '',
    '```toml',
    stringify(config).trimEnd(),
    '```',
    '',
    '## Files',
    '',
    ...table([
      ['file', 'bytes'],
      ...parts.files.map(({ name, bytes }) => [code(name), bytes.toLocaleString('en')]),
    ]),
    '',
  ].join('\n');
}

/** JSON is YAML: values are quoted so that no text of a config can leave its line. */
function frontMatter({ session, events, license }: CardParts): readonly string[] {
  const { config, policy } = session;
  const isAdapter = policy.lora !== null && config.output.export === 'adapter';
  const base = config.model.path !== undefined && isHubName(config.model.path) ? config.model.path : null;
  const tags = [
    'stepgrpo',
    'grpo',
    'reinforcement-learning',
    'vision-language',
    ...(policy.lora === null ? [] : ['lora']),
  ];
  const results = modelIndex(config.name, events);
  return [
    '---',
    ...(license === null ? [] : [`license: ${JSON.stringify(license)}`]),
    ...(base === null ? [] : [`base_model: ${JSON.stringify(base)}`]),
    `library_name: ${isAdapter ? 'peft' : 'transformers'}`,
    'pipeline_tag: image-text-to-text',
    `tags: ${JSON.stringify(tags)}`,
    ...(results === null ? [] : [`model-index: ${JSON.stringify(results)}`]),
    '---',
  ];
}

/** The last evaluation, as the Hub reads it. */
function modelIndex(name: string, events: readonly RunEvent[]): unknown {
  const last = evaluationColumns(events).at(-1);
  const start = events.find((event) => event.kind === 'run-start');
  if (last === undefined) return null;
  const metrics = Object.entries(last.scores).map(([type, { mean }]) => ({
    type,
    value: Number(mean.toFixed(6)),
  }));
  const dataset = { name: 'held-out questions', type: dataKind(start?.config) };
  return [{ name, results: [{ task: { type: 'image-text-to-text' }, dataset, metrics }] }];
}

function dataKind(config: Readonly<Record<string, unknown>> | undefined): string {
  const evaluation = config?.['eval'] as { readonly data?: { readonly kind?: string } } | undefined;
  return evaluation?.data?.kind ?? 'unknown';
}

function introduction({ session }: CardParts): string {
  const { config, policy } = session;
  const { path, preset } = config.model;
  const family = policy.config?.family === 'qwen2_5_vl' ? 'Qwen2.5-VL' : 'Qwen2-VL';
  const from = path === undefined ? `random weights of the size \`${preset}\`` : `\`${path}\``;
  const phases = [
    ...(config.warmup === undefined ? [] : ['supervised warm-up on reasoning paths']),
    ...(config.stepgrpo === undefined ? [] : ['StepGRPO']),
  ].join(', then ');
  const how = policy.lora === null ? 'every weight' : `low-rank adapters of rank ${policy.lora.rank}`;
  return `A ${family} trained from ${from}: ${phases === '' ? 'no training' : phases}; ${how}. Method: R1-VL, arXiv:2503.12937.`;
}

function resultsSection({ session, events }: CardParts): readonly string[] {
  const [header = [], ...rows] = scoreRows(evaluationColumns(events));
  return [
    '## Results',
    '',
    `Held-out questions: ${session.data.eval?.describe() ?? ''}. Greedy answers; means with 95 % intervals.`,
    '',
    ...table([header, ...rows]),
  ];
}

function sizesText({ session: { policy } }: CardParts): string {
  const count = (isCounted: (name: string) => boolean): string =>
    Object.entries(policy.weights)
      .filter(([name]) => isCounted(name))
      .reduce((total, [, { shape }]) => total + shape.reduce((size, dimension) => size * dimension, 1), 0)
      .toLocaleString('en');
  return `${count(() => true)}, of which ${count((name) => policy.isTrainable(name))} were trained`;
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const [header = [], ...rest] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rest.map(line)];
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
