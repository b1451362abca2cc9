import { join } from 'node:path';
import { openRepository } from './architecture/repository';
import { architectureRules } from './architecture/rules';

const repository = openRepository(join(__dirname, '../../..'));

describe('the repository keeps the house style', () => {
  it.each(architectureRules)('$name', ({ check }) => {
    const violations = check(repository).map(
      ({ path, line, what, fix }) => `${path}${line === undefined ? '' : `:${line}`} ${what}. Fix: ${fix}`,
    );
    expect(violations).toEqual([]);
  });
});
