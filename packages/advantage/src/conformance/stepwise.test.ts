import { join } from 'node:path';
import { readCaseFiles, type AdvantageCase } from './advantage-case';
import { stepwiseChecks } from './stepwise';

const golden = join(__dirname, '../../golden/objectives');
const cases = readCaseFiles(golden)
  .flatMap(({ cases: all }) => all)
  .filter(({ name }) => name.startsWith('stepwise_process/'));
const moved = (given: AdvantageCase): AdvantageCase => {
  const shift = (rows: unknown): unknown => (Array.isArray(rows) ? rows.map(shift) : Number(rows) + 1e-6);
  const { advantages, token_advantages: tokens } = given.expected;
  return {
    ...given,
    expected: { ...given.expected, advantages: shift(advantages), token_advantages: shift(tokens) },
  } as AdvantageCase;
};

it.each(cases.map((given) => [given.name, given] as const))(
  'agrees with %s and notices a fault',
  (_, given) => {
    expect(stepwiseChecks(given).filter(({ passed }) => !passed)).toEqual([]);
    const noticed = stepwiseChecks(moved(given)).some(({ passed }) => !passed);
    expect(noticed).toBe(!given.name.includes('group-of-1'));
  },
);
