import { compareCarefully } from './careful/careful';
import { mathVerifyDefaults, readFaithfully, verifyReadings } from './mathverify';
import type { MathVerifyOptions, Verdict } from './mathverify';
import { workedOut } from './engine/work-out';
import type { Reading } from './reading';

/** How answers are compared: as Math-Verify does, or as a careful person does. */
export type Flavour = 'mathverify' | 'careful';

export interface EquivalentOptions {
  /** `careful` when absent. */
  readonly flavour?: Flavour;
  /**
   * Which side may take long: its integrals, limits and endless sums are worked out, in two seconds each at most.
   * `none` when absent; `gold` is for references that nobody chose to be slow.
   */
  readonly trusted?: 'gold' | 'prediction' | 'none';
  /** Settings of Math-Verify, for its flavour. */
  readonly mathVerify?: Partial<MathVerifyOptions>;
}

/** Like `equivalent`, and says whether something was given up because it was too large. */
export function compareAnswers(
  gold: string,
  prediction: string,
  { flavour = 'careful', trusted = 'none', mathVerify = {} }: EquivalentOptions = {},
): Verdict {
  if (flavour === 'careful') return compareCarefully(gold, prediction, trusted === 'gold');
  const options = { ...mathVerifyDefaults, ...mathVerify };
  const read = (text: string, isTrusted: boolean): Reading => {
    const reading = readFaithfully(text, options);
    return isTrusted && reading.value !== null ? { ...reading, value: workedOut(reading.value) } : reading;
  };
  return verifyReadings(read(gold, trusted === 'gold'), read(prediction, trusted === 'prediction'), options);
}

/** Whether a prediction says the same as the reference answer. */
export function equivalent(gold: string, prediction: string, options?: EquivalentOptions): boolean {
  return compareAnswers(gold, prediction, options).equal;
}
