import { failuresOf, withFault } from './golden-suite';
import { trlMultiProcessChecks } from './trl-multi-process';

it.each([['trl_multi_process', trlMultiProcessChecks, 'grad_logps', 'rank 1 grad_logps']] as const)(
  'agrees with the golden cases of %s and notices a fault',
  async (file, suite, field, check) => {
    expect(await failuresOf(file, suite)).toEqual([]);
    expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
  },
);
