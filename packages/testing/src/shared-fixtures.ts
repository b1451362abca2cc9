import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder of golden data made by running the Python originals, next to the checkout; null where it is absent.
 *
 * Example  const root = sharedFixtures('rewards'); // …/shared/fixtures/rewards
 */
export function sharedFixtures(name: string): string | null {
  const path = join(__dirname, '../../../../shared/fixtures', name);
  return existsSync(path) ? path : null;
}

/** Like `describe`, with the fixture folder; says loudly that it skips where the folder is absent. */
export function describeWithFixtures(name: string, body: (root: string) => void): void {
  const root = sharedFixtures(name);
  if (root !== null) {
    describe(`fixtures/${name}`, () => body(root));
    return;
  }
  process.stderr.write(`\nSKIPPED: ../shared/fixtures/${name} is absent, its golden tests did NOT run.\n`);
  describe.skip(`fixtures/${name} (ABSENT: golden tests did not run)`, () => {
    it('needs ../shared/fixtures', () => undefined);
  });
}
