import { writeFileSync } from 'node:fs';
import type { ChatModel } from '@stepgrpo/chat';
import { formatResponse } from '@stepgrpo/core';
import { silentReporter } from '../progress/reporter';
import { runFiles, type RunFiles } from '../testing/run-files';
import { annotateFile, type AnnotateRequest } from './annotate-file';

let files: RunFiles;
let request: AnnotateRequest;
beforeEach(() => {
  files = runFiles();
  const content = formatResponse({ description: 'd', rationales: 'r', steps: ['3 + 4 = 7'], answer: '7' });
  const lines = Array.from({ length: 5 }, (_, i) =>
    JSON.stringify({
      messages: [
        { role: 'user', content: `q${i}` },
        { role: 'assistant', content },
      ],
      images: ['a.png'],
    }),
  );
  writeFileSync(files.path('a.png'), '');
  writeFileSync(files.path('in.jsonl'), lines.join('\n'));
  const [input, out] = [files.path('in.jsonl'), files.path('out.json')];
  request = { input, out, kind: 'sft', existing: 'keep', maxPerStep: 4, force: false };
});
afterEach(() => files.remove());

it('shows progress and reports', async () => {
  const updates: number[] = [];
  const reporter = {
    ...silentReporter,
    start: () => ({ update: (done: number) => void updates.push(done), end: () => undefined }),
  };
  const outcome = await annotateFile(request, {
    reporter,
    stop: { requested: false, signal: new AbortController().signal },
  });
  expect(outcome).toMatchObject({ kind: 'done', report: { samples: 5, written: 5, coverage: 1 } });
  expect(updates).toEqual([1, 2, 3, 4, 5]);
});

it('stops when it is told to, and keeps what was paid for', async () => {
  const controller = new AbortController();
  let asked = 0;
  const chat: ChatModel = {
    name: 'fake',
    async complete({ signal }) {
      if (signal?.aborted === true) return { kind: 'failed', failure: 'aborted', reason: 'stopped' };
      if (++asked === 2) controller.abort();
      return { kind: 'reply', text: '{"keySteps": ["3 + 4 = 7"]}', cut: false, usage: null };
    },
  };
  const model = {
    chat, journal: files.path('journal.jsonl'), maxTokens: 100, prices: { prompt: null, completion: null }, dryRun: false,
  }; // prettier-ignore
  const stop = { requested: true, signal: controller.signal };
  const first = await annotateFile({ ...request, model }, { reporter: silentReporter, stop });
  expect(first).toEqual({ kind: 'stopped', done: 2 });
  const later = { requested: false, signal: new AbortController().signal };
  const second = await annotateFile({ ...request, model }, { reporter: silentReporter, stop: later });
  expect(second).toMatchObject({
    kind: 'done',
    report: { use: { requests: 3, known: 2 }, sources: { model: 5 } },
  });
});
