/** Words that count something and carry no value: dropped at the end of a formula, behind a digit, a brace or a blank. */
const unitWords: readonly string[] = [
  // lengths, areas, volumes
  ...['m', 'dm', 'cm', 'mm', 'km', 'ft', 'feet', 'inch', 'inches', 'yard', 'mile', 'metre', 'meter', 'mtr', 'acre', 'hectare'],
  ...['l', 'liter', 'litre', 'gal', 'gallon', 'cc', 'sq', 'sq m', 'square', 'cubic', 'cube', 'cm 2', 'cu cm', 'm square'],
  // time
  ...['s', 'sec', 'second', 'min', 'minute', 'h', 'hr', 'hour', 'day', 'month', 'yr', 'year', 'am', 'pm', 'noon'],
  // mass, speed, electricity
  ...['g', 'gm', 'kg', 'lb', 'pound', 'mt', 'mph', 'kmh', 'kmph', 'ohm', 't'],
  // angles, order, shares
  ...['deg', 'degree', 'th', 'st', 'rd', 'd', 'per', 'by', 'ratio', 'multiple', 'digit', 'number', 'unit', 'o', 'c'],
  // money
  ...['cent', 'rs', 'rupee', 'profit', 'loss', 'gain'],
  // what exercises count
  ...['apple', 'student', 'man', 'men', 'woman', 'women', 'coin', 'edge', 'tile', 'meal', 'toy', 'mark', 'point', 'round'],
  ...['east', 'west', 'way', 'more', 'less', 'increase', 'decrease', 'ab', 'bc', 'prime', 'rounds'],
]; // prettier-ignore

const trailingUnit = new RegExp(String.raw`([\d}\s])\s*(?:${unitWords.join('|')})(?:s|es)?\s*$`);
const textGroup = /\\(?:text|mbox)\{/;
const groupEnd = /\}(?:\^\d|\{\^\d\})?$/;

/**
 * Drops a unit at the end: `\text{…}` with an optional power, then unit words, twice; never the whole text.
 *
 * Source  specs/rewards.md 5.2; the words are our own list
 */
export function withoutUnits(source: string): string {
  let text = source;
  const shorten = (shorter: string): void => {
    if (shorter.trim() !== '' && shorter !== text) text = shorter;
  };
  // From the first text group on, when a group (and its power) ends the formula: as the reference's pattern reaches.
  const group = textGroup.exec(text);
  if (group !== null && groupEnd.test(text)) shorten(text.slice(0, group.index).trim());
  for (let round = 0; round < 2; round++) shorten(text.replace(trailingUnit, '$1'));
  return text;
}
