import type { Moment, Theme } from '../drawing.ts'
import { arc, box, disc, ramp, repeat, scaled, stroke, swing } from '../drawing.ts'

const LETTERS = ['Aa', 'Rg', 'Qy', 'Bb']
const HUES = 12

/** A colour wheel that turns around a pair of letters, over the palette taken from it. */
export function colourWheel({ share, time, lecture }: Moment, { deep, accent }: Theme) {
  const turn = time / 40 + lecture * 0.07
  const hue = (index: number) => `hsl(${(index * 360) / HUES} 76% 62%)`
  const steps = [0, 2, 5, 7, 10].map((step) => (step + lecture * 2) % HUES)

  return [
    disc(156, 134, 116, '#000000', 0.15),
    disc(150, 126, 116, '#ffffff'),
    repeat(HUES, (index) => {
      const from = turn + index / HUES
      const width = steps.includes(index) ? 34 : 26
      const path = arc(150, 126, 91, from + 0.005, from + 1 / HUES - 0.005)
      return `<path d="${path}" fill="none" stroke="${hue(index)}" stroke-width="${width}"/>`
    }),
    `<text x="150" y="153" text-anchor="middle" font-size="78" font-weight="700" fill="${deep}">${LETTERS[lecture % LETTERS.length]}</text>`,
    repeat(5, (index) => {
      const shown = ramp(share, 0.12 + index * 0.14, 0.2 + index * 0.14)
      const x = 34 + index * 49
      return scaled(
        x + 18,
        268,
        shown,
        box(x - 3, 247, 42, 42, index === 2 ? accent : '#ffffff', { radius: 12 }) +
          box(x + 1, 251, 34, 34, hue(steps[index]), { radius: 9 })
      )
    }),
  ].join('')
}

/** A screen assembled block by block, until a pointer reaches its button. */
export function screen({ share, time, lecture }: Moment, { deep, accent, second }: Theme) {
  const mirrored = lecture % 2 === 1
  const column = (x: number, width: number) => (mirrored ? 300 - x - width : x)
  const block = (
    from: number,
    [x, y, width, height]: [number, number, number, number],
    color: string,
    opacity = 1
  ) => {
    const shown = ramp(share, from, from + 0.08)
    return shown === 0
      ? ''
      : box(column(x, width), y + (1 - shown) * 16, width, height, color, {
          radius: 9,
          opacity: opacity * shown,
        })
  }
  const button = { x: column(160, 84) + 42, y: 218 }
  const reach = ramp(share, 0.62, 0.82)
  const pointer = {
    x: 262 + (button.x + 8 - 262) * reach + swing(time, 3) * 2,
    y: 292 + (button.y + 4 - 292) * reach + swing(time, 2) * 2,
  }
  const ripple = ramp(share, 0.82, 0.9)

  return [
    box(24, 36, 268, 224, '#000000', { radius: 18, opacity: 0.16 }),
    box(16, 26, 268, 224, '#ffffff', { radius: 18 }),
    repeat(3, (index) => disc(38 + index * 15, 46, 4.5, deep, 0.25)),
    box(92, 39, 172, 14, deep, { radius: 7, opacity: 0.1 }),
    block(0.05, [36, 72, 110, 84], second),
    block(0.15, [160, 72, 104, 16], deep, 0.85),
    block(0.22, [160, 98, 104, 10], deep, 0.2),
    block(0.27, [160, 116, 84, 10], deep, 0.2),
    block(0.32, [160, 134, 96, 10], deep, 0.2),
    ...[0, 1, 2].map((index) => {
      const order = (index + lecture) % 3
      return block(0.38 + order * 0.07, [36 + index * 38, 174, 32, 56], accent, 0.3 + index * 0.25)
    }),
    block(0.52, [160, 202, 84, 32], accent),
    ripple > 0 && ripple < 1
      ? `<circle cx="${button.x}" cy="${button.y}" r="${14 + ripple * 34}" fill="none" stroke="${accent}" stroke-width="4" opacity="${1 - ripple}"/>`
      : '',
    ripple === 1 ? stroke(`M ${button.x - 12} ${button.y} l 8 8 l 16 -17`, '#ffffff', 5) : '',
    `<path transform="translate(${pointer.x + ripple * 18} ${pointer.y + ripple * 12})" d="M 0 0 L 0 34 L 9 26 L 15 39 L 22 36 L 16 23 L 27 22 Z" fill="${deep}" stroke="#ffffff" stroke-width="3" stroke-linejoin="round"/>`,
  ].join('')
}
