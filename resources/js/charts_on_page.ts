/// <reference lib="dom" />
/** Loads the chart library on pages with charts. */
export async function drawCharts(root: ParentNode) {
  const canvases = root.querySelectorAll<HTMLCanvasElement>('canvas[data-chart]')
  if (canvases.length === 0) return
  const { draw } = await import('./chart.js')
  for (const canvas of canvases) draw(canvas)
}
