import { failuresOf, withFault } from './golden-suite';

it('names the checks that failed, and a case without checks', async () => {
  const check = (name: string, passed: boolean) => ({ name, passed, maxError: 0, tolerance: 0 });
  expect(await failuresOf('stepwise_process', async () => [check('a', false), check('b', true)])).toEqual([
    'a',
  ]);
  expect(await failuresOf('stepwise_process', async () => [])).toEqual(['stepwise_process: no checks']);
});

it('moves the numbers of one field wherever it is expected', () => {
  const given = { inputs: { x: 1 }, expected: { x: [1, [2, 'NaN']], deeper: [{ x: 3, y: 4 }] } };
  expect(withFault(given, 'x', 1)).toEqual({ inputs: { x: 1 }, expected: { x: [2, [3, 'NaN']], deeper: [{ x: 4, y: 4 }] } }); // prettier-ignore
});
