import NounInflector from 'natural/lib/natural/inflectors/noun_inflector.js';

const inflector = new NounInflector();

/** Singular forms already asked for; cleared when it grows beyond this, so that a hostile text cannot fill memory. */
const capacity = 20_000;
const known = new Map<string, string>();

/** Words shorter than this keep their s: "is", "gas", "bus". */
const shortestPlural = 4;

/** Case and compatibility forms folded: capital letters, ß, final sigma, ligatures, full-width letters. */
export function folded(word: string): string {
  return word.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');
}

/** A folded word in the singular: "apples" is "apple", "halves" is "half". */
export function singular(word: string): string {
  if (word.length < shortestPlural || word.length > 40 || !/^[a-z]+$/.test(word)) return word;
  const cached = known.get(word);
  if (cached !== undefined) return cached;
  if (known.size >= capacity) known.clear();
  const form = inflector.singularize(word);
  known.set(word, form);
  return form;
}
