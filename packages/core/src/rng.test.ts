import { createRng } from './rng';

const draws = (path: string, count: number): number[] => {
  const rng = path
    .split('/')
    .slice(1)
    .reduce((parent, label) => parent.fork(label), createRng(path.split('/')[0]!));
  return Array.from({ length: count }, () => rng.uniform());
};

it('gives the same numbers for the same path, whatever was drawn before', () => {
  const root = createRng(7);
  const before = root.fork('sampler').uniform();
  root.uniform();
  root.fork('data').uniform();
  expect(root.fork('sampler').uniform()).toBe(before);
});

it('gives unrelated streams to neighbouring labels', () => {
  const streams = Array.from({ length: 200 }, (_, i) => draws(`1/step-${i}`, 50));
  for (let i = 1; i < streams.length; i++) {
    const a = streams[i - 1]!;
    const b = streams[i]!;
    const correlation = a.reduce((sum, x, j) => sum + (x - 0.5) * (b[j]! - 0.5), 0) / 50 / (1 / 12);
    expect(Math.abs(correlation)).toBeLessThan(0.65); // 4.6 standard errors of 1/sqrt(50)
  }
  const first = streams.map((stream) => stream[0]!);
  expect(new Set(first).size).toBe(200);
});

it('is uniform: 20 cells of 100,000 draws stay within 5 standard errors', () => {
  const cells = new Array<number>(20).fill(0);
  for (const x of draws('3/u', 100_000)) cells[Math.floor(x * 20)]! += 1;
  for (const count of cells) expect(Math.abs(count - 5000)).toBeLessThan(5 * Math.sqrt(5000 * 0.95));
});

it('is standard normal: mean, variance and the share within one deviation', () => {
  const rng = createRng('normal');
  const xs = Array.from({ length: 50_000 }, () => rng.normal());
  const mean = xs.reduce((s, x) => s + x, 0) / xs.length;
  const variance = xs.reduce((s, x) => s + (x - mean) ** 2, 0) / xs.length;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  expect(Math.abs(xs.filter((x) => Math.abs(x) < 1).length / xs.length - 0.6827)).toBeLessThan(0.01);
});

it('shuffles every order of three about equally often, and keeps the items', () => {
  const rng = createRng('shuffle');
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = rng.shuffle(['a', 'b', 'c']).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
