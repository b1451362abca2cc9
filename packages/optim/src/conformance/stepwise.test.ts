import { failuresOf, withFault } from './golden-suite';
import { stepwiseChecks } from './stepwise';

it.each([['stepwise_process', stepwiseChecks, 'grad_logps', 'dapo grad_logps']] as const)(
  'agrees with the golden cases of %s and notices a fault',
  async (file, suite, field, check) => {
    expect(await failuresOf(file, suite)).toEqual([]);
    expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
  },
);
