import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithFixtures } from '@stepgrpo/testing';
import { resolveBackend, type Backend } from '@stepgrpo/tensor';
import { runObjectiveCases } from './conformance';

describe.each(['ort-cpu', 'tfjs-cpu'])('on %s', (prefer) => {
  let backend: Backend;
  beforeAll(async () => {
    ({ backend } = await resolveBackend({ prefer, threads: 1 }));
  });
  afterAll(() => backend.dispose());

  const failures = async (folder: string): Promise<[string[], number]> => {
    const results = await runObjectiveCases(folder, { backend });
    const failed = results.flatMap(({ case: name, checks }) =>
      checks.filter(({ passed }) => !passed).map((check) => `${name}: ${check.name}: ${check.detail}`),
    );
    return [failed, results.length];
  };

  it('agrees with the golden cases of this package', async () => {
    const [failed, count] = await failures(join(__dirname, '../../golden/objectives'));
    expect(failed).toEqual([]);
    expect(count).toBeGreaterThan(40);
  }, 120_000);

  describeWithFixtures('objectives', (root) => {
    it('agrees with every case', async () => {
      const [failed, count] = await failures(root);
      expect(failed).toEqual([]);
      expect(count).toBeGreaterThan(400);
    }, 600_000);
  });
});

describe('with files of another make', () => {
  const folderOf = (name: string, text: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'objectives-'));
    writeFileSync(join(folder, name), text);
    return folder;
  };
  let backend: Backend;
  beforeAll(async () => {
    ({ backend } = await resolveBackend({ prefer: 'tfjs-cpu' }));
  });

  it.each([
    ['{', 'the file is not JSON.'],
    ['[]', 'expected an object, found []'],
    ['{"kind": "trl_grpo"}', 'cases: expected a list, found nothing'],
  ])('says what is wrong with %s', async (text, message) => {
    await expect(runObjectiveCases(folderOf('a.json', text), { backend })).rejects.toThrow(message);
  });

  it('fails a case that cannot be run, and goes on', async () => {
    const cases = '{"kind": "trl_grpo", "cases": [{"name": "broken"}, {"name": "too"}]}';
    const results = await runObjectiveCases(folderOf('a.json', cases), { backend });
    expect(results.map(({ case: name, checks }) => [name, checks[0]?.passed])).toEqual([
      ['broken', false],
      ['too', false],
    ]);
    expect(results[0]!.checks[0]!.detail).toContain('config: expected an object, found nothing');
  });

  it('runs only the cases asked for', async () => {
    const cases = '{"kind": "trl_grpo", "cases": [{"name": "a"}, {"name": "b"}]}';
    const results = await runObjectiveCases(folderOf('a.json', cases), { backend, cases: ['b'] });
    expect(results.map(({ case: name }) => name)).toEqual(['b']);
  });

  it('leaves files of a kind it does not know to others', async () => {
    expect(
      await runObjectiveCases(folderOf('a.json', '{"kind": "other", "cases": []}'), { backend }),
    ).toEqual([]);
  });

  it('says that a folder cannot be read', async () => {
    await expect(runObjectiveCases('/no/such/folder', { backend })).rejects.toThrow(
      'the folder cannot be read.',
    );
  });
});
