/// <reference lib="dom" />
/** Loads what draws charts on pages that have one. */
export async function drawCharts(root: ParentNode) {
  const canvases = root.querySelectorAll<HTMLCanvasElement>('canvas[data-chart]')
  if (canvases.length === 0) return
  const { draw } = await import('./chart.js')
  for (const canvas of canvases) draw(canvas)
}
