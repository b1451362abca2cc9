import * as echarts from 'echarts';

/** Panels below each other, and everything that every chart of this program has in common. */
export interface PanelChart {
  readonly title: string;
  readonly size: { readonly width: number; readonly height: number };
  /** What each panel shows, and where it begins, in pixels from the top. */
  readonly panels: readonly { readonly name: string; readonly top: number; readonly height: number }[];
  /** Axes, series and legend: `gridIndex` i is panel i. */
  readonly content: echarts.EChartsCoreOption;
}

/** Draws panels as SVG text, without a browser. */
export function drawPanels({ title, size, panels, content }: PanelChart): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: 'sans-serif' },
      title: [
        { text: title, left: 'center', top: 12, textStyle: { fontSize: 18, color: '#111827' } },
        ...panels.map(({ name, top }) => ({
          text: name,
          left: 64,
          top,
          textStyle: { fontSize: 14, fontWeight: 'normal', color: '#374151' },
        })),
      ],
      grid: panels.map(({ top, height }) => ({ left: 64, right: 32, top: top + 30, height })),
      ...content,
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
