import { failuresOf, withFault } from './golden-suite';
import { syncReferenceChecks } from './sync-reference';

it.each([['trl_sync_ref_model', syncReferenceChecks, 'b', 'step 1 b']] as const)(
  'agrees with the golden cases of %s and notices a fault',
  async (file, suite, field, check) => {
    expect(await failuresOf(file, suite)).toEqual([]);
    expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
  },
);
