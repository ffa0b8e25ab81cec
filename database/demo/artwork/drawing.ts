/** A moment of an animation: `share` runs from 0 to 1, `time` is in seconds. */
export type Moment = {
  share: number
  time: number
  /** Index of the lecture in its course, from 0; varies the pictures of a course. */
  lecture: number
}

export type Theme = {
  /** Background, from its dark to its bright corner. */
  deep: string
  bright: string
  /** Foreground. */
  accent: string
  second: string
}

/** Draws within a square of 300 by 300. */
export type Illustration = (moment: Moment, theme: Theme) => string

/** Eases from 0 at `from` to 1 at `to`. */
export function ramp(share: number, from: number, to: number) {
  const x = Math.min(1, Math.max(0, (share - from) / (to - from)))
  return round(x * x * (3 - 2 * x))
}

/** Oscillates between -1 and 1 with a period in seconds. */
export function swing(time: number, period: number, phase = 0) {
  return round(Math.sin((time / period + phase) * 2 * Math.PI))
}

export function round(value: number) {
  return Math.round(value * 1000) / 1000
}

/** Calls `draw` for 0, 1, … and joins the results. */
export function repeat(count: number, draw: (index: number) => string) {
  return Array.from({ length: count }, (_, index) => draw(index)).join('')
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  { radius = 6, opacity = 1 } = {}
) {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(Math.max(0, height))}" rx="${radius}" fill="${fill}" opacity="${round(opacity)}"/>`
}

export function disc(x: number, y: number, radius: number, fill: string, opacity = 1) {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(Math.max(0, radius))}" fill="${fill}" opacity="${round(opacity)}"/>`
}

/** An arc of a circle, clockwise, angles in turns from twelve o'clock. */
export function arc(x: number, y: number, radius: number, from: number, to: number) {
  const at = (turn: number) => {
    const angle = (turn - 0.25) * 2 * Math.PI
    return `${round(x + radius * Math.cos(angle))} ${round(y + radius * Math.sin(angle))}`
  }
  return `M ${at(from)} A ${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}`
}

export function stroke(path: string, color: string, width: number, more = '') {
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`
}

/** Scales the result of `draw` about a point. */
export function scaled(x: number, y: number, scale: number, drawing: string) {
  return `<g transform="translate(${round(x)} ${round(y)}) scale(${round(scale)}) translate(${round(-x)} ${round(-y)})">${drawing}</g>`
}
