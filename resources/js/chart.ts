/// <reference lib="dom" />
import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip)

Chart.defaults.font.family = 'Inter Variable, system-ui, sans-serif'

interface ChartData {
  unit: 'rupees' | 'count'
  series: { label: string; values: number[] }[]
  labels: string[]
}

const drawn = new Map<HTMLCanvasElement, Chart>()

const formats = {
  rupees: new Intl.NumberFormat('en-IN', {
    style: 'currency',
    currency: 'INR',
    maximumFractionDigits: 0,
  }),
  count: new Intl.NumberFormat('en-IN'),
}

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name)

/** With more bars than this, those of the previous period would only be noise. */
const MOST_COMPARED = 31

/** Draws a chart from the canvas's data: the period as bars, next to those of the previous one if there are few. */
export function draw(canvas: HTMLCanvasElement) {
  drawn.get(canvas)?.destroy()
  const { unit, series, labels } = JSON.parse(canvas.dataset.chart!) as ChartData
  const [current, before] = series
  const format = (value: number) => formats[unit].format(value)
  const muted = colour('--color-secondary')

  const chart = new Chart(canvas, {
    data: {
      labels,
      datasets: [
        {
          type: 'bar' as const,
          label: current.label,
          data: current.values,
          backgroundColor: colour('--color-primary'),
          borderRadius: 3,
          maxBarThickness: 28,
        },
        ...(before && labels.length <= MOST_COMPARED
          ? [
              {
                type: 'bar' as const,
                label: before.label,
                data: before.values,
                backgroundColor: `${muted}66`,
                borderRadius: 3,
                maxBarThickness: 28,
              },
            ]
          : []),
      ],
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          grid: { display: false },
          border: { color: colour('--color-base-300') },
          ticks: { color: muted, maxRotation: 0, autoSkipPadding: 16 },
        },
        y: {
          beginAtZero: true,
          border: { display: false },
          grid: { color: colour('--color-base-300') },
          ticks: {
            color: muted,
            precision: 0,
            maxTicksLimit: 5,
            callback: (value) => format(Number(value)),
          },
        },
      },
      plugins: {
        tooltip: {
          backgroundColor: colour('--color-base-100'),
          titleColor: colour('--color-base-content'),
          bodyColor: colour('--color-base-content'),
          borderColor: colour('--color-base-300'),
          borderWidth: 1,
          padding: 10,
          cornerRadius: 8,
          boxPadding: 4,
          callbacks: {
            label: ({ dataset, parsed }) => `${dataset.label}: ${format(parsed.y ?? 0)}`,
          },
        },
      },
    },
  })
  drawn.set(canvas, chart)
}

function drawAgain() {
  for (const [canvas, chart] of drawn) {
    if (canvas.isConnected) draw(canvas)
    else {
      chart.destroy()
      drawn.delete(canvas)
    }
  }
}

document.addEventListener('theta:theme', drawAgain)
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAgain)
