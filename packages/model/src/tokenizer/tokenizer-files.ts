import type { BundleFileName } from '../text-bundle-files';
import { qwen2Pattern } from './pre-tokenize';
import type { TokenizerSpec } from './tokenizer-spec';

/** What `tokenizer_config.json` says besides the tokens. */
export interface TokenizerRoles {
  readonly endToken: string;
  readonly padToken: string;
  readonly chatTemplate: string;
}

const literalToken = { lstrip: false, normalized: false, rstrip: false, single_word: false };
const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false };

/** The tokenizer as the files that transformers loads as a Qwen2 tokenizer, fast or slow. */
export function tokenizerFiles(spec: TokenizerSpec, roles: TokenizerRoles): Map<BundleFileName, string> {
  const vocab = Object.fromEntries(spec.vocab);
  const merges = spec.merges.map((pair) => pair.join(' '));
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: spec.addedTokens.map(({ id, content, special }) => ({
      id,
      content,
      ...literalToken,
      special,
    })),
    normalizer: { type: 'NFC' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: qwen2Pattern }, behavior: 'Isolated', invert: false },
        byteLevel,
      ],
    },
    post_processor: byteLevel,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab,
      merges,
    },
  };
  const special = spec.addedTokens.filter((token) => token.special).map((token) => token.content);
  const config = {
    add_prefix_space: false,
    added_tokens_decoder: Object.fromEntries(
      spec.addedTokens.map(({ id, content, special: isSpecial }) => [
        id,
        { content, ...literalToken, special: isSpecial },
      ]),
    ),
    additional_special_tokens: special.filter((token) => token !== roles.padToken),
    bos_token: null,
    chat_template: roles.chatTemplate,
    clean_up_tokenization_spaces: false,
    eos_token: roles.endToken,
    errors: 'replace',
    model_max_length: 32768,
    pad_token: roles.padToken,
    padding_side: 'left',
    split_special_tokens: false,
    tokenizer_class: 'Qwen2Tokenizer',
    unk_token: null,
  };
  return new Map([
    ['tokenizer.json', json(tokenizer)],
    ['vocab.json', json(vocab)],
    ['merges.txt', `${merges.join('\n')}\n`],
    ['tokenizer_config.json', json(config)],
  ]);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
