import { resolveBackend } from '@stepgrpo/tensor';
import { runObjectiveCases } from './src/conformance/conformance';
const prefer = process.argv[2] ?? 'ort-cpu';
const { backend } = await resolveBackend({ prefer, threads: 1 });
const t = performance.now();
const results = await runObjectiveCases('/work/shared/fixtures/objectives', {
  backend,
  files: new RegExp(process.argv[3] ?? '.'),
});
let passed = 0;
for (const r of results) {
  const bad = r.checks.filter((c) => !c.passed);
  if (bad.length === 0) passed++;
  for (const c of bad.slice(0, 6)) console.log(r.case, c.name, c.maxError, c.detail);
}
console.log(
  `${passed} of ${results.length}, ${results.reduce((a, r) => a + r.checks.length, 0)} checks, ${Math.round(performance.now() - t)} ms`,
);
const w = results
  .flatMap((r) =>
    r.checks.filter((c) => c.passed).map((c) => [c.maxError / (c.tolerance || 1), r.case, c.name] as const),
  )
  .sort((a, b) => b[0] - a[0])
  .slice(0, 5);
console.log(w);
