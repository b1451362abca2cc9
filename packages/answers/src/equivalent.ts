import { mathVerifyDefaults, readFaithfully, verifyReadings } from './mathverify';

/** Whether a prediction says the same as the reference answer. */
export function equivalent(
  gold: string,
  prediction: string,
  _options?: { flavour?: 'mathverify' | 'careful' },
): boolean {
  return verifyReadings(
    readFaithfully(gold, mathVerifyDefaults),
    readFaithfully(prediction, mathVerifyDefaults),
    mathVerifyDefaults,
  ).equal;
}
