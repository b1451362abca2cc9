import { CheckpointError } from '@stepgrpo/core';
import golden from '../../golden/tokenizer.json';
import type { BundleFileName } from '../text-bundle-files';
import { readTokenizerSpec } from './read-tokenizer';

const valid = golden['tokenizer.json'];
type TokenizerJson = typeof valid;

const read = (files: Partial<Record<BundleFileName, unknown>>) =>
  readTokenizerSpec(
    new Map(
      Object.entries(files).map(([name, content]) => [
        name as BundleFileName,
        typeof content === 'string' ? content : JSON.stringify(content),
      ]),
    ),
    '/ckpt',
  );
const changed = (change: (json: TokenizerJson) => void): TokenizerJson => {
  const json = structuredClone(valid);
  change(json);
  return json;
};

it('reads merges written as pairs like those written as texts', () => {
  const pairs = changed((json) => {
    json.model.merges = json.model.merges.map((merge) => merge.split(' ')) as never;
  });
  expect(read({ 'tokenizer.json': pairs })).toEqual(read({ 'tokenizer.json': valid }));
});

it('reads vocab.json and merges.txt, with a version line or not', () => {
  const { vocab, merges } = valid.model;
  const config = {
    added_tokens_decoder: Object.fromEntries(valid.added_tokens.map(({ id, ...token }) => [id, token])),
  };
  const expected = read({ 'tokenizer.json': valid });
  for (const text of [merges.join('\n'), `#version: 0.2\r\n${merges.join('\r\n')}\r\n`]) {
    const spec = read({ 'vocab.json': vocab, 'merges.txt': text, 'tokenizer_config.json': config });
    expect(spec.vocab).toEqual(expected.vocab);
    expect(spec.merges).toEqual(expected.merges);
    expect(spec.addedTokens.map(({ id, content }) => [id, content])).toEqual(
      expected.addedTokens.map(({ id, content }) => [id, content]),
    );
  }
});

const broken: [string, TokenizerJson | string, string][] = [
  ['text that is not JSON', '{', 'tokenizer.json is not JSON'],
  ['a list', '[]', 'tokenizer.json'],
  ['another model', changed((json) => (json.model.type = 'Unigram')), 'model.type'],
  [
    'another pattern',
    changed((json) => (json.pre_tokenizer.pretokenizers[0]!.pattern!.Regex = '(a+)+$')),
    'Regex',
  ],
  ['another normalizer', changed((json) => (json.normalizer.type = 'NFKC')), 'normalizer.type'],
  ['a negative id', changed((json) => (json.model.vocab['a'] = -1)), '"a" has the id -1'],
  ['a shared id', changed((json) => (json.model.vocab['a'] = 0)), 'share the id 0'],
  [
    'an absent byte',
    changed((json) => Reflect.deleteProperty(json.model.vocab, '!')),
    'the byte written "!"',
  ],
  ['a merge of unknown tokens', changed((json) => json.model.merges.push('Q Q')), '"Q Q" needs "QQ"'],
  ['a merge of three', changed((json) => json.model.merges.push('a b c')), 'merge 248 is not two tokens'],
  ['stripping tokens', changed((json) => (json.added_tokens[0]!.lstrip = true)), 'added_tokens.0.lstrip'],
];

it.each(broken)('refuses %s', (_what, json, message) => {
  expect(() => read({ 'tokenizer.json': json })).toThrow(CheckpointError);
  expect(() => read({ 'tokenizer.json': json })).toThrow(message);
});

it('says which files it looked for', () => {
  expect(() => read({ 'vocab.json': '{}' })).toThrow('/ckpt has no tokenizer');
});
