import { openJournal } from '@stepgrpo/chat';
import type { ChatModel, ChatRequest } from '@stepgrpo/chat';
import { aSample } from '@stepgrpo/testing';
import { judgementSchema } from './judge-prompt';
import { longestJudgedText, modelJudge } from './judge-with-model';

const asked: ChatRequest[] = [];
const model: ChatModel = {
  name: 'm',
  async complete(request) {
    asked.push(request);
    return { kind: 'reply', text: '{"score": 4}', cut: false, usage: null };
  },
};
const parts = { model, criterion: 'Is it right?', maxTokens: 9 };

it('judges the beginning of an endless text', async () => {
  const judge = modelJudge({ ...parts, cache: openJournal(null, { schema: judgementSchema }) });
  expect(await judge(aSample(), 'a'.repeat(1_000_000))).toEqual({
    kind: 'judged',
    judgement: { score: 4, reason: '' },
  });
  expect(asked.at(-1)!.messages[1]!.content.length).toBeLessThan(longestJudgedText + 1000);
});

it('fails without throwing when the judgement cannot be kept', async () => {
  const cache = {
    size: 0,
    get: () => undefined,
    set: () => {
      throw new Error('disk full');
    },
  };
  const outcome = await modelJudge({ ...parts, cache })(aSample(), 'a');
  expect(outcome).toEqual({ kind: 'failed', reason: 'the judgement cannot be kept: disk full' });
});
