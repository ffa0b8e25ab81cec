/// <reference lib="dom" />
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip
)

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

/** Draws a chart from the canvas's data: the period as bars, the previous one as a dashed line. */
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
        ...(before
          ? [
              {
                type: 'line' as const,
                label: before.label,
                data: before.values,
                borderColor: muted,
                borderDash: [4, 4],
                borderWidth: 1.5,
                pointRadius: 0,
                pointHitRadius: 12,
              },
            ]
          : []),
        {
          type: 'bar' as const,
          label: current.label,
          data: current.values,
          backgroundColor: colour('--color-primary'),
          borderRadius: 3,
          maxBarThickness: 28,
        },
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
