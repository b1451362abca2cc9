import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithFixtures } from '@stepgrpo/testing';
import { runAdvantageCases } from './conformance';

const failures = async (folder: string): Promise<[string[], number]> => {
  const results = await runAdvantageCases(folder);
  const failed = results.flatMap(({ case: name, checks }) =>
    checks.filter(({ passed }) => !passed).map((check) => `${name}: ${check.name}: ${check.detail}`),
  );
  return [failed, results.length];
};
const folderOf = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'advantages-'));
  writeFileSync(join(folder, 'a.json'), text);
  return folder;
};

it('agrees with the golden cases of this package', async () => {
  const [failed, count] = await failures(join(__dirname, '../../golden/objectives'));
  expect(failed).toEqual([]);
  expect(count).toBeGreaterThan(25);
});

describeWithFixtures('objectives', (root) => {
  it('agrees with every case', async () => {
    const [failed, count] = await failures(root);
    expect(failed).toEqual([]);
    expect(count).toBeGreaterThan(380);
  });
});

it('fails a case that cannot be run, and goes on', async () => {
  const results = await runAdvantageCases(
    folderOf('{"kind": "trl_grpo", "cases": [{"name": "a"}, {"name": "b"}]}'),
  );
  expect(results.map(({ case: name, checks }) => [name, checks[0]?.passed])).toEqual([['a', false], ['b', false]]); // prettier-ignore
});

it('leaves files of a kind it does not know to others', async () => {
  expect(await runAdvantageCases(folderOf('{"kind": "toString", "cases": [{}]}'))).toEqual([]);
});
