import { vocabularyOf } from './vocabulary';

const names = [
  'endoftext',
  'im_start',
  'im_end',
  'vision_start',
  'vision_end',
  'vision_pad',
  'image_pad',
  'video_pad',
];

it('finds the special tokens of Qwen2-VL', () => {
  const specialTokens = new Map(names.map((name, i) => [`<|${name}|>`, 100 + i]));
  expect(vocabularyOf({ vocabSize: 108, tokenizer: { specialTokens } })).toEqual({
    size: 108,
    tokens: { bos: 100, eos: 102, visionStart: 103, visionEnd: 104, vision: 105, image: 106, video: 107 },
  });
});

it('names the one that is missing', () => {
  const specialTokens = new Map([['<|endoftext|>', 0]]);
  expect(() => vocabularyOf({ vocabSize: 1, tokenizer: { specialTokens } })).toThrow(
    'no special token <|im_end|>',
  );
});
