/** The formula has no numeric value here: undefined, infinite, or of a kind that is not evaluated numerically. */
export class NoValue extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'NoValue';
  }
}
