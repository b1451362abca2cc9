import type { CompiledFunction } from './backend';
import { compileCache } from './compile-cache';

const specs = { x: { shape: [2], dtype: 'float32' } };
const [f, g] = [() => 1, () => 2];

/** A program that remembers whether it was freed. */
function fakes() {
  const freed: number[] = [];
  let made = 0;
  const make = async (): Promise<CompiledFunction<unknown, unknown>> => {
    const id = made++;
    const stats = { nodes: id, recordMs: 0, lowerMs: 0, sessionMs: 0 };
    return { stats, run: async () => ({}), dispose: async () => void freed.push(id) };
  };
  return { freed, make };
}

it('shares a program between callers with the same function and specs, whatever the order of arrival', async () => {
  const cache = compileCache();
  const { make } = fakes();
  const [first, second] = await Promise.all([
    cache.get(f, specs, make),
    cache.get(f, { x: { ...specs.x } }, make),
  ]);
  expect(first.stats).toBe(second.stats);
});

it('never gives a program of another function, shape, element type or name', async () => {
  const cache = compileCache();
  const { make } = fakes();
  const others: [object, unknown][] = [
    [f, specs],
    [g, specs],
    [f, { x: { shape: [3], dtype: 'float32' } }],
    [f, { x: { shape: [2], dtype: 'int32' } }],
    [f, { y: { shape: [2], dtype: 'float32' } }],
  ];
  const ids = [];
  for (const [fn, spec] of others) ids.push((await cache.get(fn, spec, make)).stats.nodes);
  expect(new Set(ids).size).toBe(others.length);
});

it('frees a program with its last holder, and makes a new one afterwards', async () => {
  const cache = compileCache();
  const { freed, make } = fakes();
  const [first, second] = [await cache.get(f, specs, make), await cache.get(f, specs, make)];
  await first.dispose();
  await first.dispose();
  expect(freed).toEqual([]);
  await second.dispose();
  expect(freed).toEqual([0]);
  expect((await cache.get(f, specs, make)).stats.nodes).toBe(1);
});

it('forgets a program that could not be made', async () => {
  const cache = compileCache();
  const { make } = fakes();
  await expect(cache.get(f, specs, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect((await cache.get(f, specs, make)).stats.nodes).toBe(0);
});

it('frees everything when it is cleared', async () => {
  const cache = compileCache();
  const { freed, make } = fakes();
  await cache.get(f, specs, make);
  await cache.get(g, specs, make);
  await cache.clear();
  expect(freed).toEqual([0, 1]);
});
