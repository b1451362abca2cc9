import type { RunEvent } from '@stepgrpo/core';
import type * as echarts from 'echarts';
import { drawPanels } from './draw-panels';

/** Points of one line: step, value. */
type Points = readonly (readonly [step: number, value: number])[];

const size = { width: 960, height: 720 } as const;
const colors = { loss: '#b45309', reward: '#1d4ed8', average: '#1e3a8a', accuracy: '#047857' } as const;
/** Updates in the moving average drawn over the noisy rewards. */
const averageWindow = 9;

/**
 * Draws how a run learned, as SVG text: the loss of the warm-up, the reward and the held-out accuracy of StepGRPO.
 * A phase that the log does not have is left out.
 */
export function drawLearningCurve(events: readonly RunEvent[], title: string): string {
  const loss = metricPoints(events, 'warmup', 'loss');
  const reward = metricPoints(events, 'stepgrpo', 'reward');
  const accuracy = accuracyPoints(events);
  const panels = [
    { name: 'Warm-up: loss (nats per token)', lines: [line('loss', loss, colors.loss)], max: undefined },
    {
      name: `StepGRPO: mean reward per completion (thin), its average over ${averageWindow} steps (bold)`,
      lines: [
        line('reward', reward, colors.reward, { width: 1, opacity: 0.45 }),
        line('average', movingAverage(reward), colors.average, { width: 3 }),
      ],
      max: undefined,
    },
    {
      name: 'StepGRPO: held-out accuracy (%)',
      lines: [line('accuracy', accuracy, colors.accuracy, { symbol: true })],
      max: 100,
    },
  ].filter((panel) => panel.lines.some(({ data }) => data.length > 0));
  const room = (size.height - 60) / Math.max(1, panels.length);
  return drawPanels({
    title,
    size,
    panels: panels.map(({ name }, i) => ({ name, top: 60 + i * room, height: room - 80 })),
    content: content(panels),
  });
}

interface Line {
  readonly name: string;
  readonly data: Points;
  readonly color: string;
  readonly style: LineStyle;
}
interface LineStyle {
  readonly width?: number;
  readonly opacity?: number;
  readonly symbol?: boolean;
}
interface Panel {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly max: number | undefined;
}

function line(name: string, data: Points, color: string, style: LineStyle = {}): Line {
  return { name, data, color, style };
}

/** Each panel has its own axes. */
function content(panels: readonly Panel[]): echarts.EChartsCoreOption {
  return {
    xAxis: panels.map((_, i) => ({
      gridIndex: i,
      type: 'value' as const,
      name: 'step',
      nameLocation: 'middle' as const,
      nameGap: 26,
      max: 'dataMax' as const,
      minInterval: 1,
      splitLine: { show: false },
    })),
    yAxis: panels.map(({ max }, i) => ({
      gridIndex: i,
      type: 'value' as const,
      scale: max === undefined,
      splitNumber: max === undefined ? 4 : 5,
      ...(max === undefined ? {} : { min: 0, max }),
    })),
    series: panels.flatMap(({ lines }, i) =>
      lines.map(({ name, data, color, style }) => ({
        name,
        type: 'line' as const,
        xAxisIndex: i,
        yAxisIndex: i,
        data: data.map(([step, value]) => [step, value]),
        showSymbol: style.symbol ?? data.length === 1,
        symbolSize: 8,
        itemStyle: { color },
        lineStyle: { color, width: style.width ?? 2, opacity: style.opacity ?? 1 },
      })),
    ),
  };
}

function metricPoints(events: readonly RunEvent[], phase: 'warmup' | 'stepgrpo', metric: string): Points {
  return events.flatMap((event) => {
    if (event.kind !== 'step-end' || event.phase !== phase) return [];
    const value = event.metrics[metric];
    return value === undefined || value === null ? [] : [[event.step, value] as const];
  });
}

/** Accuracy by StepGRPO step; the evaluation after the warm-up stands at step 0. Full ones replace slices. */
function accuracyPoints(events: readonly RunEvent[]): Points {
  const points = new Map<number, number>();
  for (const event of events) {
    if (event.kind !== 'eval-end') continue;
    const accuracy = event.scores['accuracy'];
    const step = event.phase === 'stepgrpo' ? event.step : 0;
    if (accuracy !== undefined && !(event.slice && points.has(step))) points.set(step, accuracy.mean * 100);
  }
  return points.size < 2 ? [] : [...points].sort(([a], [b]) => a - b);
}

function movingAverage(points: Points): Points {
  const half = Math.floor(averageWindow / 2);
  return points.map(([step], i) => {
    const near = points.slice(Math.max(0, i - half), i + half + 1);
    return [step, near.reduce((sum, [, value]) => sum + value, 0) / near.length];
  });
}
