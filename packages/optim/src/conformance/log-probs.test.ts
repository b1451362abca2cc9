import { failuresOf, withFault } from './golden-suite';
import { trlLogProbChecks } from './log-probs';

it.each([['trl_logprobs_entropy', trlLogProbChecks, 'entropies', 'entropies']] as const)(
  'agrees with the golden cases of %s and notices a fault',
  async (file, suite, field, check) => {
    expect(await failuresOf(file, suite)).toEqual([]);
    expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
  },
);
