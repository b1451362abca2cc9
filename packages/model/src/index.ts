export { createTextBundle } from './text-bundle-create';
export type { TextBundleOptions } from './text-bundle-create';
export { loadTextBundle } from './text-bundle-load';
export type { TokenizerTextBundle } from './text-bundle-load';
export type { TextBundle } from './text-bundle';
export { createTokenizer, loadTokenizer } from './tokenizer';
export type { DecodeOptions, EncodeOptions, EncodingWithOffsets, Tokenizer } from './tokenizer';
