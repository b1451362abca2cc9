import { aSample } from '@stepgrpo/testing';
import fc from 'fast-check';
import { shrinkList, shrinkSubject } from './shrink';

it('keeps exactly what is needed, wherever it stands', () =>
  fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(99), { maxLength: 40 }), fc.nat(4), async (items, count) => {
      const needed = items.filter((_, i) => i % 7 === 3).slice(0, count);
      const holds = async (kept: readonly number[]) => needed.every((one) => kept.includes(one));
      expect(await shrinkList(items, holds)).toEqual(needed);
    }),
  ));

it('leaves nothing out that alone breaks the test', async () => {
  const atLeastFive = async (kept: readonly number[]) => kept.length >= 5;
  expect(await shrinkList([...new Array(23).keys()], atLeastFive)).toHaveLength(5);
});

it('makes a subject smaller in every dimension', async () => {
  const subject = {
    sample: aSample({ question: 'a long question', keySteps: [['a', 'b'], ['c', 'd'], ['e']] }),
    steps: ['one', 'two', 'three'],
  };
  const small = await shrinkSubject(subject, async ({ sample }) => sample.keySteps.flat().includes('d'));
  expect(small).toMatchObject({ sample: { question: '', keySteps: [['d']] }, steps: [] });
});
