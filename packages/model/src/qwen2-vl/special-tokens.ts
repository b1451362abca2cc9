/** The special tokens a Qwen2-VL prompt is made of, in the order of their ids, which follow the vocabulary. */
export const qwen2VlSpecialTokens = [
  '<|endoftext|>',
  '<|im_start|>',
  '<|im_end|>',
  '<|vision_start|>',
  '<|vision_end|>',
  '<|vision_pad|>',
  '<|image_pad|>',
  '<|video_pad|>',
] as const;

/** Ends a turn. */
export const turnEndToken = '<|im_end|>';
/** Ends a document, and fills batches. */
export const padToken = '<|endoftext|>';
/** Stands for one square of patches of an image. */
export const imageToken = '<|image_pad|>';
