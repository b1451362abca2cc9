import { failuresOf, withFault } from './golden-suite';
import { trlNumIterationsChecks } from './trl-num-iterations';

it.each([['trl_num_iterations', trlNumIterationsChecks, 'loss', 'step 0 loss']] as const)(
  'agrees with the golden cases of %s and notices a fault',
  async (file, suite, field, check) => {
    expect(await failuresOf(file, suite)).toEqual([]);
    expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
  },
);
