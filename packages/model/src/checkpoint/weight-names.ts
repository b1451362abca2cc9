/**
 * The published name of a weight, from either naming scheme.
 *
 * transformers 5 calls the towers `model.visual.*` and `model.language_model.*`; published checkpoints say `visual.*` and `model.*`.
 *
 * Example  publishedName('model.language_model.norm.weight') // 'model.norm.weight'
 */
export function publishedName(name: string): string {
  if (name.startsWith('model.language_model.')) return `model.${name.slice('model.language_model.'.length)}`;
  if (name.startsWith('model.visual.')) return name.slice('model.'.length);
  return name;
}
