/** Words that neither name anything nor are part of a formula. */
export const stopWords: ReadonlySet<string> = new Set(
  `a an the this that these those it its we i you he she they our their his her there here so then thus hence therefore since
  because as if when where which who what while after before also now next first finally lastly and or but not no nor is are was
  were be been being has have had do does did can could will would should may might must let get gets got gives give given
  gave makes make find found see shows show means mean know need use using used calculate compute equals equal to of in on
  at by for from with into onto over under than per via between among about approximately only just both each every all any
  some more most less much many very too using says say called named like substituting adding subtracting multiplying
  dividing simplifying solving getting giving yields yield becomes become obtain obtains add subtract multiply divide simplify
  solve total's step`.split(/\s+/),
);

/** Units of measurement that may follow a number. Single letters only with a blank in between. */
export const units: ReadonlySet<string> = new Set(
  `mm cm m dm km inch inches ft foot feet yd yard yards mile miles mg g kg gram grams kilogram kilograms ton tons lb lbs pound
  pounds oz ml l liter liters litre litres s sec second seconds minute minutes min h hr hour hours day days week weeks month
  months year years dollar dollars cent cents euro euros unit units meter meters metre metres centimeter centimeters km/h m/s cm/s mi/h g/ml kg/l m/min km/min mph`.split(
    /\s+/,
  ),
);

const below21 =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

/** The whole number that a word says, 0 to 20; null for other words. "One" is left out: it is a pronoun too often. */
export function numberOfWord(word: string): string | null {
  const value = below21.indexOf(word.toLowerCase());
  return value < 0 || value === 1 ? null : String(value);
}

/** A whole number from 0 to 20 in words; null for others. */
export function wordOfNumber(digits: string): string | null {
  return /^\d{1,2}$/.test(digits) ? (below21[Number(digits)] ?? null) : null;
}

/** Without repeats, whatever the case, in order of first appearance. */
export function distinctTexts(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const key = text.toLowerCase();
    return text !== '' && !seen.has(key) && seen.add(key);
  });
}
