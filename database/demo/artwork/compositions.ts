import type { DemoCourse } from '../catalog.ts'
import type { CourseTheme } from './themes.ts'
import { disc, ramp, repeat, round } from './drawing.ts'

export type Size = { width: number; height: number }
export const COVER: Size = { width: 960, height: 540 }
export const SLIDE: Size = { width: 640, height: 360 }

/** The product's logo: a theta. */
function mark(size: number) {
  return `<svg class="mark" width="${size}" height="${size}" viewBox="0 0 40 40"><ellipse cx="20" cy="20" rx="11" ry="16" fill="none" stroke="#fff" stroke-width="5"/><path d="M 10 20 H 30" stroke="#fff" stroke-width="5"/></svg>`
}

function page({ width, height }: Size, { deep, bright }: CourseTheme, style: string, body: string) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>
    * { box-sizing: border-box; margin: 0 }
    body { width: ${width}px; height: ${height}px; overflow: hidden; position: relative; color: #fff;
      font-family: 'Open Sans'; background: linear-gradient(120deg, ${deep} 5%, ${bright} 95%) }
    body > * { position: absolute }
    .ground { inset: 0 }
    text { font-family: 'Open Sans' }
    ${style}
  </style><body>${body}</body></html>`
}

/** Cover of a course. */
export function cover(course: DemoCourse, theme: CourseTheme) {
  const moment = { share: 1, time: 0.6, lecture: 0 }
  const dots = repeat(60, (index) =>
    disc(730 + (index % 10) * 24, 30 + Math.floor(index / 10) * 24, 2.5, '#fff', 0.22)
  )

  return page(
    COVER,
    theme,
    `.mark { left: 56px; top: 52px }
     .words { left: 60px; bottom: 60px; width: 400px }
     .category { display: inline-block; padding: 6px 16px; border-radius: 99px; background: ${theme.accent};
       color: ${theme.deep}; font-size: 19px; font-weight: 700; letter-spacing: 0.04em }
     h1 { text-wrap: balance; margin-top: 22px; font-size: 57px; line-height: 1.1; letter-spacing: -0.02em }
     .by { margin-top: 20px; font-size: 22px; opacity: 0.85 }
     .picture { left: 478px; top: 54px }`,
    `<svg class="ground" viewBox="0 0 960 540">
       ${disc(720, 290, 300, '#fff', 0.09)}${disc(720, 290, 220, '#fff', 0.08)}${disc(90, 560, 200, '#fff', 0.05)}${dots}
     </svg>
     ${mark(48)}
     <div class="words">
       <span class="category">${course.category}</span><h1>${course.title}</h1><p class="by">with ${course.createdBy}</p>
     </div>
     <svg class="picture" width="432" height="432" viewBox="0 0 300 300">${theme.illustration(moment, theme)}</svg>`
  )
}

/** One frame of a lecture: title, points made so far, and progress. */
export function slide(
  course: DemoCourse,
  theme: CourseTheme,
  { lecture, points, time, length }: SlideMoment
) {
  const share = time / length
  const moment = { share: ramp(share, 0, 1) * 0.2 + share * 0.8, time, lecture }

  return page(
    SLIDE,
    theme,
    `.mark { left: 34px; top: 26px }
     .course { left: 70px; top: 30px; font-size: 13px; opacity: 0.85 }
     .words { left: 38px; top: 76px; width: 290px }
     .number { color: ${theme.accent}; font-size: 13px; font-weight: 700; letter-spacing: 0.04em }
     h1 { text-wrap: balance; margin-top: 6px; font-size: 30px; line-height: 1.15; letter-spacing: -0.015em }
     ul { margin-top: 18px; padding: 0; list-style: none }
     li { position: relative; margin-top: 11px; padding-left: 20px; font-size: 16.5px; line-height: 1.35 }
     li::before { content: ''; position: absolute; left: 0; top: 8px; width: 8px; height: 8px;
       border-radius: 50%; background: ${theme.accent} }
     .picture { left: 346px; top: 48px }
     .track, .done { left: 38px; bottom: 24px; width: 564px; height: 5px; border-radius: 3px; background: #fff; opacity: 0.25 }
     .done { width: ${round(564 * share)}px; background: ${theme.accent}; opacity: 1 }`,
    `<svg class="ground" viewBox="0 0 640 360">${disc(474, 186, 168, '#fff', 0.09)}</svg>
     ${mark(28)}<p class="course">${course.title}</p>
     <div class="words">
       <p class="number">Lecture ${lecture + 1} of ${course.lectures.length}</p>
       <h1>${course.lectures[lecture].title}</h1>
       <ul>${points.map((point, index) => bullet(point, ramp(time, pointAt(index, length), pointAt(index, length) + 0.6))).join('')}</ul>
     </div>
     <svg class="picture" width="262" height="262" viewBox="0 0 300 300">${theme.illustration(moment, theme)}</svg>
     <div class="track"></div><div class="done"></div>`
  )
}

export type SlideMoment = {
  lecture: number
  points: string[]
  /** Seconds. */
  time: number
  length: number
}

/** Time in seconds at which the lecture reaches one of its three points. */
export function pointAt(index: number, length: number) {
  return length * (0.14 + index * 0.24)
}

function bullet(point: string, shown: number) {
  return `<li style="opacity: ${shown}; transform: translateX(${round((1 - shown) * 14)}px)">${point}</li>`
}
