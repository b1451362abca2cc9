import type * as echarts from 'echarts';
import { drawPanels } from '../summary/draw-panels';
import type { ArmRow } from './ablation-table';
import type { ArmRun, Point } from './run-ablation';

const size = { width: 960, height: 1080 } as const;
const palette = ['#6b7280', '#b45309', '#1d4ed8', '#7c3aed', '#047857', '#be123c', '#0891b2'] as const;

const panelNames = [
  'Held-out accuracy at the end (%), 95 % intervals over seeds',
  'Held-out accuracy (%), mean over seeds',
  "Reward per completion, mean over seeds, in the points of each arm's own rewards",
] as const;

/** Draws an ablation as SVG text: final accuracy by arm with its interval, held-out accuracy and reward by step. */
export function drawAblation(rows: readonly ArmRow[], runs: readonly ArmRun[], title: string): string {
  return drawPanels({
    title,
    size,
    panels: panelNames.map((name, i) => ({ name, top: 60 + 340 * i, height: 230 })),
    content: content(rows, runs),
  });
}

function content(rows: readonly ArmRow[], runs: readonly ArmRun[]): echarts.EChartsCoreOption {
  const colorOf = (i: number): string => palette[i % palette.length]!;
  const curves = (read: (run: ArmRun) => readonly Point[], axis: number, scale: number) =>
    rows.map(({ arm, label }, i) => ({
      name: label,
      type: 'line' as const,
      xAxisIndex: axis,
      yAxisIndex: axis,
      data: meanCurve(runs.filter((run) => run.arm === arm).map(read)).map(([step, value]) => [
        step,
        scale * value,
      ]),
      showSymbol: axis === 1,
      itemStyle: { color: colorOf(i) },
      lineStyle: { color: colorOf(i), width: 2 },
    }));
  return {
    legend: { bottom: 8, data: rows.map(({ label }) => label) },
    xAxis: [
      {
        gridIndex: 0,
        type: 'category' as const,
        data: rows.map(({ label }) => label),
        axisLabel: { interval: 0, width: 120, overflow: 'break' as const },
      },
      ...[1, 2].map((gridIndex) => ({
        gridIndex,
        type: 'value' as const,
        name: 'step',
        max: 'dataMax' as const,
        minInterval: 1,
      })),
    ],
    yAxis: [
      { gridIndex: 0, type: 'value' as const, scale: true },
      { gridIndex: 1, type: 'value' as const, scale: true },
      { gridIndex: 2, type: 'value' as const, scale: true },
    ],
    series: [
      {
        type: 'custom' as const,
        name: '95 % interval',
        xAxisIndex: 0,
        yAxisIndex: 0,
        data: rows.map(({ accuracy }, i) => [i, 100 * accuracy.low, 100 * accuracy.high]),
        renderItem: (_params: unknown, api: echarts.CustomSeriesRenderItemAPI) => intervalBar(api),
        z: 1,
      },
      {
        type: 'scatter' as const,
        name: 'mean',
        xAxisIndex: 0,
        yAxisIndex: 0,
        symbolSize: 12,
        data: rows.map(({ accuracy }, i) => ({
          value: [i, 100 * accuracy.mean],
          itemStyle: { color: colorOf(i) },
        })),
      },
      ...curves((run) => run.accuracyCurve, 1, 100),
      ...curves((run) => run.rewardCurve, 2, 1),
    ],
  };
}

/** A vertical line from the low to the high end of an interval. */
function intervalBar(api: echarts.CustomSeriesRenderItemAPI): echarts.CustomSeriesRenderItemReturn {
  const [x1, y1] = api.coord([api.value(0), api.value(1)]) as [number, number];
  const [x2, y2] = api.coord([api.value(0), api.value(2)]) as [number, number];
  return { type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: '#374151', lineWidth: 2 } };
}

/** Mean over curves at the steps that all of them have. */
export function meanCurve(curves: readonly (readonly Point[])[]): readonly Point[] {
  const [first = [], ...others] = curves.map((curve) => new Map(curve));
  return [...first].flatMap(([step, value]) => {
    const values = [value, ...others.flatMap((curve) => curve.get(step) ?? [])];
    return values.length < curves.length
      ? []
      : [[step, values.reduce((a, b) => a + b, 0) / values.length] as const];
  });
}
