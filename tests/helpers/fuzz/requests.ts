import { gzipSync } from 'node:zlib'
import { stringify } from 'node:querystring'
import type ApiSurfaces from '#app/platform/api/api_surfaces'
import { formOf, formType } from '#tests/helpers/forms'
import type Random from '#tests/helpers/fuzz/random'
import type { FuzzedRoute } from '#tests/helpers/fuzz/schema'
import { oddText } from '#tests/helpers/fuzz/values'
import type { Caller, World } from '#tests/helpers/fuzz/world'
import { aPng } from '#tests/helpers/media'

export interface FuzzedRequest {
  method: string
  path: string
  headers: Record<string, string>
  body?: Buffer
}

export interface Material {
  routes: FuzzedRoute[]
  /** Lengths of text columns. */
  lengths: number[]
  surfaces: ApiSurfaces
}

const OTHER_METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
]

const ADDRESSES = [
  ...['203.0.113.7', '2001:db8::1', '::ffff:203.0.113.9', '[2001:db8::1]:80', '203.0.113.7:80'],
  ...['unknown', '_hidden', '1.2.3.4, 5.6.7.8', 'fe80::1%eth0', '0', '999.1.1.1', ',', '127.0.0.1'],
]

const HOSTS = [
  'a b',
  ':',
  '[',
  '@',
  '%00',
  'x:99999',
  'evil.example',
  '',
  '/',
  '::1',
  '[::1]:x',
  '?',
]

const DATES = ['Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', 'yesterday', '0']

/** Headers that something in the application or its packages reads, with values that it may misread. */
const HEADERS: Record<string, readonly string[]> = {
  'accept': ['text/html', 'application/json', '*/*', 'text/html;q=x', 'a/b;,', ';', 'image/*'],
  'accept-encoding': ['gzip', 'br', 'gzip;q=2', 'identity;q=0', '*;q=0'],
  'accept-language': ['en', '*', 'x-klingon;q=9', '-', 'İ'],
  'authorization': ['Bearer', 'Bearer ', 'Bearer oat_MQ.x', 'Bearer a.b.c', 'Basic AAAA', 'x'],
  'cache-control': ['no-cache', 'max-age=x'],
  'content-encoding': ['gzip', 'deflate', 'br', 'identity', 'x', 'gzip, gzip'],
  'content-language': ['en'],
  'cookie': ['=', ';', 'theta_zone=AGT', 'theta_zone=%', 'adonis-session=s:x', 'theta_guest=e:x'],
  'forwarded': ['for=unknown;host="a b"', 'x'],
  'hx-request': ['true'],
  'hx-target': ['x', '<'],
  'if-match': ['*', '"x"'],
  'if-modified-since': DATES,
  'if-none-match': ['*', '"x"', 'W/"x"', ','],
  'if-range': [...DATES, '"x"'],
  'if-unmodified-since': DATES,
  'last-event-id': ['0', '-1', '99999999999999999999', 'x'],
  'origin': ['http://localhost:5173', 'null', 'x', 'http://[', ''],
  'range': [
    'bytes=0-',
    'bytes=-1',
    'bytes=5-2',
    'bytes=0-0,2-2',
    'bytes=99999999999-',
    'x',
    'bytes=',
  ],
  'referer': [
    'http://[',
    '/admin',
    'http://evil.example//x/admin',
    'x',
    'http://127.0.0.1/admin?a=%',
  ],
  'tus-resumable': ['1.0.0', '0.1', ''],
  'upload-concat': ['partial', 'final;a', 'x'],
  'upload-defer-length': ['1', 'x'],
  'upload-length': ['0', '4', '-1', '1e3', '99999999999999999999', 'x'],
  'upload-metadata': ['name YQ==', 'name YQBi', 'name', 'name !', 'a b,a b', ',', 'size 8J+YgA=='],
  'upload-offset': ['0', '4', '-1', 'x', '1e3'],
  'x-csrf-token': ['x', ''],
  'x-forwarded-for': ADDRESSES,
  'x-forwarded-host': HOSTS,
  'x-forwarded-proto': ['https', 'x', 'https,http'],
  'x-http-method-override': ['DELETE', 'x'],
  'x-request-id': ['x', 'x'.repeat(300)],
}

const TUS = ['tus-resumable', 'upload-length', 'upload-offset', 'upload-metadata'] as const

/** A request to one of the routes; everything about it follows from the random numbers and the world. */
export async function aRequest(
  random: Random,
  { routes, lengths, surfaces }: Material,
  { known, callers }: World
): Promise<FuzzedRequest> {
  const route = random.pick(routes)
  const method = random.pick(random.chance(0.05) ? OTHER_METHODS : route.methods)
  const odd = () => oddText(random, lengths)
  const form = random.pick(route.forms)
  const values = await form.fill(random, known, lengths)
  const hasBody = !['GET', 'HEAD'].includes(method)

  const surface = surfaces.of(route.pattern)
  const caller = callerOf(random, callers, surface.name)
  const headers: Record<string, string> = { ...caller, ...headersOf(random, odd) }
  if (caller.cookie && headers.cookie !== caller.cookie)
    headers.cookie = `${caller.cookie}; ${headers.cookie}`
  if (random.chance(0.03)) headers.host = random.chance(0.7) ? random.pick(HOSTS) : headerOf(odd())
  const path = pathOf(random, route, known, odd) + queryOf(random, values, !hasBody, odd)
  if (!hasBody || random.chance(0.05)) return { method, path, headers }
  const input = { values, hasForms: surface.pages !== undefined }
  return { method, path, headers, body: bodyOf(random, input, headers, odd) }
}

/** Mostly an account of the surface; sometimes nobody, another system's account, or one with a forged credential. */
function callerOf(random: Random, callers: World['callers'], surface: string): Caller {
  const own = callers[surface] ?? []
  if (own.length > 0 && random.chance(0.85)) return random.pick(own)
  const forged = [{ token: 'null' }, { token: 'oat_MQ.x' }, { token: `oat_${'A'.repeat(400)}` }]
  return random.pick<Caller>([{}, {}, ...forged, ...Object.values(callers).flat()])
}

function headersOf(random: Random, odd: () => string): Record<string, string> {
  const headers: Record<string, string> = {}
  const names = Object.keys(HEADERS)
  for (let count = random.below(5); count > 0; count--) {
    const name = random.pick(names)
    headers[name] = headerOf(random.chance(0.7) ? random.pick(HEADERS[name]) : odd())
  }
  if (random.chance(0.5)) headers.accept = random.pick(['text/html', 'application/json'])
  if (random.chance(0.005)) headers.expect = 'nonsense'
  if (random.chance(0.3)) headers['user-agent'] = headerOf(odd())
  return headers
}

/** The bytes of a text that a header may have; HTTP clients refuse to send others, and the parser to read them. */
function headerOf(text: string): string {
  return Buffer.from(text.slice(0, 4_000))
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '')
}

function pathOf(random: Random, route: FuzzedRoute, known: string[], odd: () => string): string {
  const segment = (name: string) => {
    const match = route.matchers[name]?.match
    const fitting = match ? known.filter((value) => match.test(value)) : known
    const isFitting = fitting.length > 0 && random.chance(0.8)
    return encoded(random, isFitting ? random.pick(fitting) : odd().slice(0, 2_000))
  }
  const path = route.pattern
    .replace(/:(\w+)\??/g, (_, name: string) => segment(name))
    .replace('*', () => segment('*'))
  if (!random.chance(0.04)) return path
  return random.pick([
    `${path}/`,
    `/${path}`,
    `${path}%00`,
    `${path}/..`,
    path.toUpperCase(),
    `${path};a=b`,
    `${path}%`,
  ])
}

/** Percent-encodes a text, sometimes only where a request line needs it. */
function encoded(random: Random, text: string): string {
  if (random.chance(0.9)) return encodeURIComponent(text.toWellFormed())
  return Buffer.from(text)
    .toString('latin1')
    .replace(
      /[^\x21-\x7e\x80-\xff]|[?#]/g,
      (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`
    )
}

function queryOf(random: Random, values: object, isReading: boolean, odd: () => string): string {
  if (random.chance(0.03))
    return `?${random.pick(['%', '%zz=1', 'a[', 'a[b', '=', '&&', 'a[__proto__]=1', `a${'[b]'.repeat(50)}=1`])}`
  if (!random.chance(isReading ? 0.7 : 0.4)) return ''
  const query = stringify(Object.fromEntries(flattened(values)))
  if (!random.chance(0.1)) return `?${query.slice(0, 8_000)}`
  return `?${query.slice(0, 8_000)}&${encodeURIComponent(odd().slice(0, 500).toWellFormed())}=1`
}

/** Names and texts of a form's fields, with brackets for arrays and objects. */
function flattened(value: unknown, name = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value).toWellFormed()]]
  return Object.entries(value)
    .slice(0, 50)
    .flatMap(([key, one]) =>
      name.length > 200
        ? []
        : flattened(one, name ? `${name}[${Array.isArray(value) ? '' : key}]` : key)
    )
}

/** A body with the values, and its content type, which sometimes doesn't fit. */
function bodyOf(
  random: Random,
  { values, hasForms }: { values: object; hasForms: boolean },
  headers: Record<string, string>,
  odd: () => string
): Buffer {
  const kinds = hasForms
    ? ['form', 'form', 'multipart', 'json', 'tus', 'raw']
    : ['json', 'json', 'json', 'multipart', 'form', 'raw']
  const kind = random.pick(kinds)
  const [type, body] = BODIES[kind](random, values, odd)
  if (kind === 'tus')
    for (const name of TUS)
      headers[name] ??= random.pick(random.chance(0.7) ? HEADERS[name].slice(0, 2) : HEADERS[name])
  headers['content-type'] = random.chance(0.95) ? type : random.pick(ODD_TYPES)
  if (!random.chance(0.02)) return body
  headers['content-encoding'] = 'gzip'
  return random.chance(0.5) ? gzipSync(body) : body
}

const ODD_TYPES = [
  ...[
    '',
    'x',
    'application/json; charset=utf-16',
    'application/json; charset=x',
    'application/xml',
  ],
  ...[
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/mixed; boundary=x',
    'text/html',
  ],
  ...[
    'application/x-www-form-urlencoded; charset=utf-7',
    'application/vnd.api+json',
    'application/csp-report',
  ],
]

type Body = (random: Random, values: object, odd: () => string) => [type: string, body: Buffer]

const BODIES: Record<string, Body> = {
  json: (random, values, odd) => {
    if (random.chance(0.05))
      return [
        'application/json',
        Buffer.from(random.pick(['', '{', '[]', 'null', '5', '"a"', odd()])),
      ]
    return ['application/json', Buffer.from(JSON.stringify(values))]
  },
  form: (_random, values) => [
    'application/x-www-form-urlencoded',
    Buffer.from(stringify(Object.fromEntries(flattened(values)))),
  ],
  multipart: (random, values, odd) => {
    const fields = flattened(values).map(([name, value]) => ({ name: quotable(name), value }))
    const value = random.chance(0.6) ? aPng(300) : Buffer.from(odd())
    const filename = quotable(random.chance(0.5) ? 'cover.png' : odd())
    const name = random.chance(0.9) ? 'file' : quotable(odd())
    const type = random.pick(['image/png', 'video/mp4', 'text/plain', 'x'])
    const end = random.chance(0.05) ? '' : undefined
    return [formType, Buffer.concat([...formOf([...fields, { name, value, filename, type }], end)])]
  },
  tus: (_random, _values, odd) => ['application/offset+octet-stream', Buffer.from(odd())],
  raw: (random, _values, odd) => [
    'text/plain',
    random.chance(0.5) ? Buffer.alloc(random.below(300), 0xff) : Buffer.from(odd()),
  ],
}

const quotable = (text: string) => text.replace(/["\r\n]/g, '_')

/** The request as a command of curl. */
export function asCurl({ method, path, headers, body }: FuzzedRequest, origin: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
  const parts = ['curl', '-i', '--path-as-is', '-g', '-X', method, quoted(origin + path)]
  for (const [name, value] of Object.entries(headers))
    parts.push('-H', quoted(value ? `${name}: ${value}` : `${name};`))
  if (!body) return parts.join(' ')
  return `base64 -d <<<${quoted(body.toString('base64'))} | ${parts.join(' ')} --data-binary @-`
}
