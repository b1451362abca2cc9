/**
 * Only the inflector of `natural` is imported, by its file: the package's entry loads database clients and prints to the
 * console.
 */
declare module 'natural/lib/natural/inflectors/noun_inflector.js' {
  export default class NounInflector {
    singularize(word: string): string;
  }
}

declare module 'fast-levenshtein' {
  const levenshtein: { get(a: string, b: string): number };
  export default levenshtein;
}
