import { drawPanels } from './draw-panels';

it('draws title, panels and what they hold, as SVG', () => {
  const svg = drawPanels({
    title: 'A run',
    size: { width: 400, height: 300 },
    panels: [{ name: 'Loss', top: 40, height: 200 }],
    content: {
      xAxis: [{ gridIndex: 0, type: 'value' }],
      yAxis: [{ gridIndex: 0, type: 'value' }],
      series: [{ type: 'line', name: 'loss', data: [[0, 1], [1, 0]], lineStyle: { color: '#123456' } }], // prettier-ignore
    },
  });
  expect(svg).toMatch(/^<svg [^>]*width="400" height="300"/);
  expect(svg).toContain('A run');
  expect(svg).toContain('Loss');
  expect(svg).toContain('#123456');
});
