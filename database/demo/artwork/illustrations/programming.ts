import type { Moment, Theme } from '../drawing.ts'
import { box, disc, ramp, repeat, scaled, stroke, swing } from '../drawing.ts'

/** Lines of a program: indentation, then the widths of the words. */
const PROGRAMS = [
  [
    [0, 34, 58, 20],
    [1, 46, 30],
    [1, 28, 74],
    [2, 60, 24],
    [1, 40],
    [0, 18],
    [0, 44, 66],
  ],
  [
    [0, 52, 40, 26],
    [1, 30, 64],
    [2, 44, 38],
    [2, 70],
    [1, 26, 30],
    [0, 20],
    [0, 62, 24],
  ],
  [
    [0, 30, 78],
    [1, 40, 26, 22],
    [1, 54, 36],
    [1, 32, 60],
    [0, 16],
    [0, 48, 30],
    [1, 66, 24],
  ],
  [
    [0, 44, 30],
    [1, 34, 70],
    [2, 26, 40, 30],
    [2, 58],
    [1, 30, 46],
    [2, 64, 20],
    [0, 22],
  ],
]

/** An editor in which a program is written; a check mark appears at the end. */
export function editor({ share, time, lecture }: Moment, { deep, accent, second }: Theme) {
  const program = PROGRAMS[lecture % PROGRAMS.length]
  const colors = [second, '#ffffff', accent]
  const total = program.flatMap(([, ...words]) => words).reduce((sum, width) => sum + width, 0)
  let left = total * ramp(share, 0.08, 0.82)
  let cursor = { x: 38, y: 84 }

  const lines = program.map(([indent, ...words], row) => {
    let x = 38 + indent * 22
    const y = 84 + row * 23
    return words.map((word, index) => {
      const width = Math.min(word, Math.max(0, left))
      left -= word
      const drawn = width > 0 ? box(x, y, width, 10, colors[(row + index) % 3], { radius: 5 }) : ''
      if (width > 0) cursor = { x: x + width + 5, y }
      x += word + 9
      return drawn
    })
  })
  const blink = swing(time, 1) >= 0 ? 1 : 0.15
  const badge = ramp(share, 0.82, 0.9)

  return [
    box(24, 44, 264, 218, '#000000', { radius: 16, opacity: 0.18 }),
    box(16, 34, 264, 218, deep, { radius: 16 }),
    box(16, 34, 264, 218, '#ffffff', { radius: 16, opacity: 0.06 }),
    repeat(3, (index) => disc(38 + index * 16, 56, 5, ['#ff7a7a', '#ffd166', '#7ce0a3'][index])),
    ...lines.flat(),
    box(cursor.x, cursor.y - 3, 3, 16, '#ffffff', { radius: 1, opacity: blink }),
    scaled(
      256,
      236,
      badge,
      disc(256, 236, 36, accent) + stroke('M 240 237 L 252 249 L 273 225', deep, 8)
    ),
  ].join('')
}

/** Maps rows of the first table to rows of the second. */
const JOINS = [
  [0, 1, 2, 3],
  [2, 0, 3, 1],
  [1, 3, 0, 2],
  [3, 0, 1, 2],
]

function table(x: number, y: number, color: string, widths: number[], lit: number) {
  return [
    box(x + 5, y + 7, 124, 160, '#000000', { radius: 12, opacity: 0.16 }),
    box(x, y, 124, 160, '#ffffff', { radius: 12 }),
    `<path d="M ${x} ${y + 12} a 12 12 0 0 1 12 -12 h 100 a 12 12 0 0 1 12 12 v 20 h -124 z" fill="${color}"/>`,
    box(x + 14, y + 11, 52, 10, '#ffffff', { radius: 5, opacity: 0.9 }),
    repeat(4, (row) => {
      const top = y + 32 + row * 32
      const background =
        row === lit ? box(x, top, 124, 32, color, { radius: 0, opacity: 0.25 }) : ''
      return (
        background +
        disc(x + 22, top + 16, 6, color) +
        box(x + 38, top + 11, widths[row], 10, '#26454a', { radius: 5, opacity: 0.35 })
      )
    }),
  ].join('')
}

/** Two tables whose rows are joined. */
export function tables({ share, time, lecture }: Moment, { accent, second, deep }: Theme) {
  const join = JOINS[lecture % JOINS.length]
  const lit = Math.floor(time / 1.2) % 4

  return [
    table(8, 22, accent, [64, 42, 56, 34], lit),
    table(168, 106, second, [40, 66, 36, 58], join[lit]),
    repeat(4, (row) => {
      const drawn = ramp(share, 0.1 + row * 0.17, 0.24 + row * 0.17)
      const [from, to] = [70 + row * 32, 154 + join[row] * 32]
      const path = `M 132 ${from} C 156 ${from} 146 ${to} 168 ${to}`
      const dashes = `pathLength="1" stroke-dasharray="${drawn} 2"`
      const color = row === lit ? '#ffffff' : deep
      return drawn > 0 ? stroke(path, color, row === lit ? 5 : 4, dashes) : ''
    }),
  ].join('')
}
