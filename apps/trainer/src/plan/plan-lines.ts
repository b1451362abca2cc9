import { alignedLines } from '../summary/score-table';
import { byteText } from './byte-text';
import type { PlanMachine, RunPlan } from './make-plan';

/** A plan for people: the stages, the totals, and what to change where it does not fit. */
export function planLines(
  plan: RunPlan,
  {
    from,
    machine,
    formatDuration,
  }: {
    readonly from: string;
    readonly machine: PlanMachine;
    readonly formatDuration: (milliseconds: number) => string;
  },
): readonly string[] {
  const count = (value: number): string => value.toLocaleString('en');
  const stages = plan.stages.flatMap(({ stage, parts, bytes }) => [
    [stage, byteText(bytes)],
    ...Object.entries(parts)
      .filter(([, part]) => part >= bytes / 100)
      .sort(([, a], [, b]) => b - a)
      .map(([name, part]) => [`  ${name}`, byteText(part)]),
  ]);
  const seconds = Object.values(plan.stepSeconds).reduce((a, b) => a + b, 0);
  const totals = [
    ['model', `${count(plan.parameters)} weights, ${count(plan.trainable)} learn (${from})`],
    ['peak memory', `${byteText(plan.peakBytes)} of ${byteText(machine.memoryBytes)}`],
    ['disk', `${byteText(plan.diskBytes)} of ${byteText(machine.diskBytes)} free`],
    [
      'time',
      `${formatDuration(seconds * 1000)} a StepGRPO step, ${formatDuration(plan.totalSeconds * 1000)} in all on ${machine.cores} core(s), at full length`,
    ],
  ];
  const knobs = plan.knobs.map(({ set, peakBytes }) => [`  --set ${set}`, byteText(peakBytes)]);
  const missing = plan.diskBytes - machine.diskBytes;
  const memory = [
    `It does not fit. A machine with ${byteText(plan.machineBytes)} of memory would do; or lower the peak with:`,
    ...alignedLines(knobs),
  ];
  const disk = `The disk is too small. Free ${byteText(missing)}, run elsewhere, or lower checkpoints.keep.`;
  const advice = [...(plan.fitsMemory ? [] : memory), ...(missing > 0 ? [disk] : [])];
  return [...alignedLines(stages), '', ...alignedLines(totals), ...(plan.fits ? ['It fits.'] : advice)];
}
