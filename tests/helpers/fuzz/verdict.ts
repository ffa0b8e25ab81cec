import app from '@adonisjs/core/services/app'
import type { ApiSurface } from '#app/platform/api/api_surface'
import type ApiSurfaces from '#app/platform/api/api_surfaces'
import type { Problem } from '#app/platform/api/problem'
import type { RawAnswer } from '#tests/helpers/forms'
import type { FuzzedRequest } from '#tests/helpers/fuzz/requests'

const QUOTE = '(?:["`]|&quot;|&#\\w+;)'

/** Traces of statements, drivers and stacks that no answer may show. */
const LEAKS = [
  new RegExp(`\\b(?:insert into|update|delete from|from) ${QUOTE}\\w+${QUOTE} `, 'i'),
  /\bselect .{1,500} from \w+ (?:where|limit|order)\b/i,
  /SQLITE_[A-Z]+|\bERR_SQLITE|unrecognized token|syntax error at or near/,
  /\bat .{1,100} \(?(?:file:|node:|\/)\S{1,300}:\d+:\d+\)?/,
  /node_modules|MongoServerError|invalid input syntax|violates .{1,40} constraint/,
]

/** Describes everything about an answer that breaks the rules of all answers. */
export function faultsOf(
  answer: RawAnswer,
  request: FuzzedRequest,
  surfaces: ApiSurfaces
): string[] {
  const { status, headers } = answer
  const text = answer.body.toString()
  const faults: string[] = []
  if (status >= 500 && status !== 503) faults.push(`answers ${status}`)
  if (status === 503 && !headers['retry-after'] && !request.path.startsWith('/health'))
    faults.push('answers 503 without Retry-After')
  for (const leak of LEAKS) if (leak.test(text)) faults.push(`shows ${leak.exec(text)![0]}`)
  if (status < 400) return faults

  if (text.includes(app.makePath())) faults.push('shows a path')
  if (request.method !== 'HEAD') {
    const surface = surfaces.of(request.path.split('?', 1)[0])
    const isPage = surface.pages && String(headers['content-type']).startsWith('text/html')
    if (!isPage && !isErrorOf(surface, status, text))
      faults.push(
        `answers ${status} without an error of the surface ${surface.name}: ${text.slice(0, 200)}`
      )
  }
  return faults
}

const SAMPLE = { code: 'E_SAMPLE', message: 'A sample.', headers: {} }
const INVALID = { field: 'name', message: 'A sample.', rule: 'required' }

/** Tells whether a body has the members that the surface renders for a problem, with values of the same types. */
function isErrorOf(surface: ApiSurface, status: number, text: string): boolean {
  const samples: Problem[] = [
    { ...SAMPLE, status },
    { ...SAMPLE, status, field: 'name' },
    { ...SAMPLE, status, code: 'E_VALIDATION_ERROR', errors: [INVALID] },
  ]
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return false
  }
  return samples.some((sample) => {
    const rendered = JSON.parse(JSON.stringify(surface.renderError(sample, 'id'))) as object
    return shapeOf(body) === shapeOf(rendered)
  })
}

/** Names and types of a value's members. */
function shapeOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return typeOf(value)
  const members = Object.entries(value).map(([name, one]) => `${name}: ${typeOf(one)}`)
  return members.sort().join(', ')
}

const typeOf = (value: unknown) =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
