export { readConfig, readWeights } from './checkpoint/checkpoint';
export { openSafetensors, writeSafetensors, type SafetensorsFile } from './checkpoint/safetensors';
export type { CaseResult, Check } from './conformance/check';
export { runChatTemplateCases } from './conformance/chat-template-cases';
export { runImageProcessorCases } from './conformance/image-processor-cases';
export { runModelCases } from './conformance/model-cases';
export { runTokenizerCases } from './conformance/tokenizer-cases';
export { decodeImage, decodeImageBytes } from './image/decode';
export type { RgbImage } from './image/decode';
export { createPolicy } from './policy/create-policy';
export type { PolicyBatch } from './policy/collate';
export { loadPolicy } from './policy/load-policy';
export type { PolicyProgram } from './policy/policy-program';
export type { HostWeights, TrainablePolicy } from './policy/trainable-policy';
export { presets, type Preset } from './presets';
export type { Qwen2VlConfig, SpecialTokenIds, VisionConfig } from './qwen2-vl/config';
export { parameterCount, weightSpecs } from './qwen2-vl/weight-specs';
export { vocabularyOf, type Vocabulary } from './vocabulary';
export { createTextBundle } from './text-bundle-create';
export type { TextBundleOptions } from './text-bundle-create';
export { loadTextBundle } from './text-bundle-load';
export type { TokenizerTextBundle } from './text-bundle-load';
export type { DecodingWithStarts, TextBundle } from './text-bundle';
export { createTokenizer, loadTokenizer } from './tokenizer';
export type {
  DecodeOptions,
  DecodingWithOffsets,
  EncodeOptions,
  EncodingWithOffsets,
  Tokenizer,
} from './tokenizer';
export type { AddedToken, TokenizerSpec } from './tokenizer/tokenizer-spec';
