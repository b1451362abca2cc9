import { promptVariants } from './prompt-variants';

// 90 opens a turn, 91 ends it, 50 to 52 are an image in its frame; other tokens are characters.
const policy = {
  endTokenIds: [91],
  encodeText: (text: string) => Array.from(text, (character) => character.charCodeAt(0)),
};
const turn = (text: string) => [90, ...policy.encodeText(text)];
const prompt = {
  tokenIds: [...turn('u\n'), 50, 51, 52, ...policy.encodeText('Sum?'), 91, 10, ...turn('a\n')],
  imageSpans: [{ start: 4, length: 1 }],
  images: [],
};

it('makes prompts of other templates, each different, with the image still in place', () => {
  const variants = promptVariants(policy, prompt, 'Sum?');
  expect(variants.length).toBeGreaterThanOrEqual(4);
  for (const { tokenIds, imageSpans } of variants) expect(tokenIds[imageSpans[0]!.start]).toBe(51);
  const ids = variants.map(({ tokenIds }) => tokenIds.join());
  expect(new Set([...ids, prompt.tokenIds.join()]).size).toBe(ids.length + 1);
  expect(ids).toContain([50, 51, 52, ...policy.encodeText('Sum?')].join());
  expect(ids).toContain(prompt.tokenIds.slice(0, -4).join()); // without the header of the answer
  expect(ids.some((text) => text.startsWith(turn('system\nYou').join()))).toBe(true);
});

it('still has a variant when it does not find the question', () => {
  expect(promptVariants(policy, prompt, 'never asked')).not.toEqual([]);
});
