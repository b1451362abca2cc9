import { formatResponse } from '@stepgrpo/core';
import type { Benchmark, Sample } from '@stepgrpo/core';
import fc from 'fast-check';
import { aCompletion } from '../fakes/records';
import { responseText } from '../arbitraries';

/** The response that must be graded correct: the reference answer in the response format. */
function answering({ solution }: Sample): string {
  return formatResponse({ description: 'd', rationales: 'r', steps: ['s'], answer: solution });
}

/**
 * The laws every benchmark obeys.
 *
 * `gold` writes a right response to an item; the default puts its solution into the response format.
 */
export function describeBenchmark(
  benchmark: Benchmark,
  { gold = answering }: { readonly gold?: (item: Sample) => string } = {},
): void {
  const itemsOf = async (): Promise<Sample[]> => {
    const items: Sample[] = [];
    for await (const item of benchmark.items()) items.push(item);
    return items;
  };

  describe(`benchmark "${benchmark.name}"`, () => {
    it('has items, each with its own id, and gives the same ones each time', async () => {
      const items = await itemsOf();
      expect(items.length).toBeGreaterThan(0);
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
      expect((await itemsOf()).map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    });

    it('grades a right response to every item correct, with the text it read', async () => {
      for (const item of await itemsOf()) {
        const grade = benchmark.grade(item, aCompletion(gold(item)));
        expect(grade).toMatchObject({ verdict: 'correct' });
        expect(grade.read).not.toBeNull();
      }
    });

    it('never throws, whatever the text, and says the same twice; what it could not read it calls unparsed', async () => {
      const [item] = await itemsOf();
      fc.assert(
        fc.property(fc.oneof(fc.string({ unit: 'binary' }), responseText()), (text) => {
          const grade = benchmark.grade(item!, aCompletion(text));
          expect(['correct', 'wrong', 'unparsed']).toContain(grade.verdict);
          expect(grade.read === null).toBe(grade.verdict === 'unparsed');
          expect(benchmark.grade(item!, aCompletion(text))).toEqual(grade);
        }),
      );
    });

    it('never takes silence for an answer', async () => {
      for (const item of await itemsOf()) {
        expect(benchmark.grade(item, aCompletion('')).verdict).not.toBe('correct');
      }
    });
  });
}
