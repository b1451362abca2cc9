import { failuresOf, withFault } from './golden-suite';
import { r1vlChecks } from './r1-vl';

it.each([['r1vl_stepgrpo', r1vlChecks, 'grad_logps', 'grad_logps']] as const)(
  'agrees with the golden cases of %s and notices a fault',
  async (file, suite, field, check) => {
    expect(await failuresOf(file, suite)).toEqual([]);
    expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
  },
);
