import type { Moment, Theme } from '../drawing.ts'
import { arc, box, disc, ramp, repeat, round, scaled, stroke, swing } from '../drawing.ts'

/** A microphone between the waves of a voice. */
export function microphone({ share, time, lecture }: Moment, { deep, accent, second }: Theme) {
  const loudness = 0.35 + 0.65 * ramp(share, 0.02, 0.3)
  const bars = [34, 62, 92, 58, 28]

  return [
    repeat(2, (side) =>
      repeat(bars.length, (index) => {
        const pulse = 0.62 + 0.38 * swing(time, 1.7, index * 0.19 + side * 0.31 + lecture * 0.23)
        const height = 12 + bars[index] * pulse * loudness
        const x = side === 0 ? 64 - index * 15 : 227 + index * 15
        const opacity = 0.95 - index * 0.15
        return box(x, 122 - height / 2, 9, height, '#ffffff', { radius: 4, opacity })
      })
    ),
    box(122, 38, 68, 138, '#000000', { radius: 34, opacity: 0.15 }),
    box(116, 30, 68, 138, accent, { radius: 34 }),
    `<path d="M 116 100 h 68 v 34 a 34 34 0 0 1 -68 0 z" fill="${second}"/>`,
    repeat(3, (index) =>
      stroke(`M 134 ${56 + index * 18} h 32`, deep, 5, `opacity="${0.75 - index * 0.1}"`)
    ),
    stroke(arc(150, 130, 62, 0.25, 0.75), '#ffffff', 9),
    stroke('M 150 192 V 246 M 108 250 H 192', '#ffffff', 9),
    disc(150, 134, 8 + 3 * swing(time, 1.7) * loudness, deep, 0.8),
  ].join('')
}

const MONTHS = [
  [56, 78, 68, 108, 142],
  [92, 64, 98, 82, 124],
  [44, 70, 104, 96, 148],
  [70, 88, 80, 116, 136],
]

/** Bars of five months, a line for the balance, and coins that add up to it. */
export function ledger({ share, time, lecture }: Moment, { deep, accent, second }: Theme) {
  const months = MONTHS[lecture % MONTHS.length]
  const grown = months.map((height, index) => {
    return height * ramp(share, 0.06 + index * 0.11, 0.22 + index * 0.11)
  })
  const x = (index: number) => 48 + index * 42
  const line = months.map((height, index) => `${x(index) + 13} ${206 - height - 22}`).join(' L ')
  const drawn = ramp(share, 0.62, 0.86)

  return [
    box(24, 34, 260, 216, '#000000', { radius: 18, opacity: 0.15 }),
    box(16, 24, 260, 216, '#ffffff', { radius: 18 }),
    repeat(4, (index) => box(36, 60 + index * 48, 220, 2, deep, { radius: 1, opacity: 0.12 })),
    ...grown.map((height, index) =>
      box(x(index), 206 - height, 26, height, index === 4 ? accent : second, { radius: 7 })
    ),
    box(36, 206, 220, 4, deep, { radius: 2 }),
    drawn > 0 ? stroke(`M ${line}`, deep, 5, `pathLength="1" stroke-dasharray="${drawn} 2"`) : '',
    repeat(3, (index) => {
      const landed = ramp(share, 0.3 + index * 0.2, 0.38 + index * 0.2)
      const y = 262 - index * 17 - (1 - landed) * 40
      return landed === 0 ? '' : coin(246, y + swing(time, 4, index * 0.2), landed, deep)
    }),
    scaled(
      68,
      62,
      round(0.94 + 0.06 * swing(time, 3)),
      disc(68, 62, 30, accent) +
        stroke('M 56 48 H 81 M 56 58 H 81 M 56 48 H 63 a 10 10 0 0 1 0 20 H 56 L 72 81', deep, 4.5)
    ),
  ].join('')
}

function coin(x: number, y: number, opacity: number, edge: string) {
  return `<g opacity="${opacity}"><ellipse cx="${x}" cy="${round(y + 9)}" rx="38" ry="13" fill="#d99a1c"/><ellipse cx="${x}" cy="${round(y)}" rx="38" ry="13" fill="#ffd166" stroke="${edge}" stroke-opacity="0.15" stroke-width="2"/></g>`
}
