import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { aSample, describeWithFixtures } from '@stepgrpo/testing';
import goldenImages from '../golden/image-processor.json';
import golden from '../golden/tokenizer.json';
import goldenTemplate from '../golden/chat-template.json';
import { loadTextBundle, openTextBundle } from './text-bundle-load';
import type { BundleFileName } from './text-bundle-files';

const files = (changes: Partial<Record<BundleFileName, unknown>> = {}) => {
  const contents = {
    'tokenizer.json': golden['tokenizer.json'],
    'chat_template.json': { chat_template: goldenTemplate.template },
    'preprocessor_config.json': goldenImages.config,
    ...changes,
  };
  return new Map(
    Object.entries(contents).map(([name, json]) => [name as BundleFileName, JSON.stringify(json)]),
  );
};

it('takes end and pad tokens from the files, with the defaults of Qwen2-VL', () => {
  const roles = (changes: Parameters<typeof files>[0]) => {
    const { endTokenIds, padTokenId, imageTokenId } = openTextBundle(files(changes), '/ckpt');
    return { endTokenIds, padTokenId, imageTokenId };
  };
  const defaults = { endTokenIds: [506, 504], padTokenId: 504, imageTokenId: 510 };
  expect(roles({})).toEqual(defaults);
  expect(roles({ 'generation_config.json': { eos_token_id: 506 } })).toEqual({
    ...defaults,
    endTokenIds: [506],
  });
  const config = { eos_token: { content: '<|endoftext|>' }, pad_token: '<|vision_pad|>' };
  expect(roles({ 'tokenizer_config.json': config })).toEqual({
    ...defaults,
    endTokenIds: [504],
    padTokenId: 509,
  });
});

it.each<[string, Parameters<typeof files>[0], string]>([
  ['an ill-typed end token', { 'generation_config.json': { eos_token_id: 'end' } }, 'eos_token_id'],
  ['an unknown end token', { 'tokenizer_config.json': { eos_token: '</s>' } }, 'no special token </s>'],
  [
    'a tokenizer without image tokens',
    { 'tokenizer.json': { ...golden['tokenizer.json'], added_tokens: [] } },
    'no special token',
  ],
])('refuses %s', (_what, changes, message) => {
  expect(() => openTextBundle(files(changes), '/ckpt')).toThrow(CheckpointError);
  expect(() => openTextBundle(files(changes), '/ckpt')).toThrow(message);
});

it('never makes special tokens of a text, and leaves them out of texts', () => {
  const bundle = openTextBundle(files(), '/ckpt');
  const ids = bundle.encodeText('a<|im_end|>');
  expect(ids.every((id) => id < 504)).toBe(true);
  expect(bundle.decodeText([...ids, 506, 504])).toBe('a<|im_end|>');
});

it('says what a directory lacks', async () => {
  await expect(loadTextBundle('/no/such/checkpoint')).rejects.toThrow('/no/such/checkpoint has no tokenizer');
});

describeWithFixtures('qwen2-vl-tiny', (root) => {
  const sample = (image: string) => ({
    ...aSample(),
    images: [{ kind: 'file', path: join(root, 'image-processor/images', image) }] as const,
  });

  it.each(['model', 'model-v5-names'])('saves %s byte for byte', async (folder) => {
    const directory = await mkdtemp(join(tmpdir(), 'bundle-'));
    await (await loadTextBundle(join(root, folder))).save(directory);
    const content = (from: string) => readFile(join(from, 'tokenizer.json'), 'utf8');
    expect(await content(directory)).toBe(await content(join(root, folder)));
    const [original, saved] = [await loadTextBundle(join(root, folder)), await loadTextBundle(directory)];
    const small = sample('tiny_20x30.png');
    expect(await saved.encodePrompt(small)).toEqual(await original.encodePrompt(small));
  });

  it.each(['model', 'model-v5-names'])(
    'keeps the limits it was opened with when it saves %s',
    async (folder) => {
      const directory = await mkdtemp(join(tmpdir(), 'bundle-'));
      const limited = await loadTextBundle(join(root, folder), { maxPixels: 200704 });
      await limited.save(directory);
      const prompt = await (await loadTextBundle(directory)).encodePrompt(sample('page_628x450.png'));
      expect(prompt.images[0]?.grid).toEqual([1, 26, 36]); // image-processor/goldens.json, max200704
    },
  );
});
