import golden from '../../golden/tokenizer.json';
import { readTokenizerSpec } from './read-tokenizer';
import { tokenizerFiles } from './tokenizer-files';

const published = golden['tokenizer.json'];
const spec = readTokenizerSpec(new Map([['tokenizer.json', JSON.stringify(published)]]), 'golden');
const files = tokenizerFiles(spec, {
  endToken: '<|im_end|>',
  padToken: '<|endoftext|>',
  chatTemplate: 'template',
});

it('writes tokenizer.json as transformers wrote it', () => {
  const { post_processor, decoder, model, ...written } = JSON.parse(
    files.get('tokenizer.json')!,
  ) as typeof published;
  const { post_processor: _post, decoder: _decoder, model: publishedModel, ...rest } = published;
  expect(written).toEqual(rest);
  expect([post_processor.type, decoder.type]).toEqual(['ByteLevel', 'ByteLevel']);
  expect([model.vocab, model.merges]).toEqual([publishedModel.vocab, publishedModel.merges]);
});

it('writes the older files so that they read as the same tokenizer', () => {
  const older = new Map(files);
  older.delete('tokenizer.json');
  const { vocab, merges, addedTokens } = readTokenizerSpec(older, 'written');
  expect([vocab, merges]).toEqual([spec.vocab, spec.merges]);
  expect(addedTokens.map(({ id }) => id)).toEqual(spec.addedTokens.map(({ id }) => id));
});

it('names the roles that tokens play', () => {
  expect(JSON.parse(files.get('tokenizer_config.json')!)).toMatchObject({
    eos_token: '<|im_end|>',
    pad_token: '<|endoftext|>',
    tokenizer_class: 'Qwen2Tokenizer',
    chat_template: 'template',
    added_tokens_decoder: { 506: { content: '<|im_end|>', special: true } },
  });
});
