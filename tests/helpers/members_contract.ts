import { Ajv, type AnySchema, type ValidateFunction } from 'ajv'
import { ApiClient, type ApiResponse } from '@japa/api-client'
import type { PluginFn } from '@japa/runner/types'

/** Error codes that the client knows; it shows nothing useful for any other. */
const CODES =
  `NOT_FOUND UNAUTHORIZED FORBIDDEN CONFLICT FILE_TOO_LARGE FILE_TYPE_NOT_SUPPORTED FILE_UPLOAD_ERROR
  FILE_DELETE_ERROR VALIDATION_ERROR BAD_REQUEST UNIQUE_CONSTRAINT_VIOLATION REQUIRED_CONSTRAINT_VIOLATION RANGE_ERROR
  VALUE_TOO_LONG FOREIGN_KEY_VIOLATION INVALID_VALUE INCORRECT_PASSWORD INCORRECT_SECRET_KEY INVALID_TOKEN EXPIRED_TOKEN
  AUTHENTICATION_REQUIRED MISSING_CSRF_HEADER MISSING_CSRF_COOKIE CSRF_TOKEN_MISMATCH MISSING_REFRESH_TOKEN
  INTERNAL_SERVER_ERROR DATABASE_ERROR DATABASE_CONNECTION_ERROR DATABASE_VALIDATION_ERROR`.split(
    /\s+/
  )

const ROLES = ['USER', 'MEMBER', 'ADMIN']

const text = { type: 'string' }
const id = { type: 'integer', minimum: 1 }
const count = { type: 'integer', minimum: 0 }
const flag = { type: 'boolean' }
const uuid = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }
const jwt = { type: 'string', pattern: '^[\\w-]+\\.[\\w-]+\\.[\\w-]+$' }
const address = { type: 'string', pattern: '^https?://[^\\s/]+/\\S+$' }
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' }
const device = {
  type: 'string',
  pattern: '^Browser: .* Device: .* DeviceType: (|mobile|tablet|smarttv) OS: .*$',
}

const nullable = (schema: AnySchema) => ({ anyOf: [schema, { type: 'null' }] })
const listOf = (items: AnySchema) => ({ type: 'array', items })
const exactly = (
  properties: Record<string, AnySchema>,
  optional: Record<string, AnySchema> = {}
) => ({
  type: 'object',
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
  additionalProperties: false,
})

const USER = {
  id,
  username: text,
  firstname: text,
  middlename: nullable(text),
  lastname: nullable(text),
  avatar: nullable(address),
  role: { enum: ROLES },
}
const BARE = exactly({
  messageId: id,
  message: text,
  likes: count,
  bookmarks: count,
  userId: nullable(id),
  timestamp: time,
})
const MESSAGE = {
  messageId: id,
  message: text,
  user: nullable(exactly(USER)),
  likes: count,
  bookmarks: count,
  edited: flag,
  bookmarked: flag,
  liked: flag,
  timestamp: time,
}
const SESSION = exactly({
  sessionId: uuid,
  userId: id,
  userIp: text,
  userAgent: device,
  userLocation: { type: 'string', minLength: 1 },
  lastUsedOn: time,
  expires: time,
  currentSession: flag,
})
const SIGNED_IN = exactly({ ...USER, accessToken: jwt })

/** Payloads of successful calls, below the prefix. All other calls are answered without a body. */
const PAYLOADS: [RegExp, AnySchema][] = [
  [/^POST \/auth\/(register|login|refresh)$/, SIGNED_IN],
  [/^GET \/auth\/sessions$/, listOf(SESSION)],
  [
    /^GET \/users$/,
    listOf(exactly({ ...USER, joinDate: time, lastUpdate: time, lastActive: time })),
  ],
  [/^PATCH \/users$/, exactly(USER)],
  [/^PATCH \/users\/avatar$/, exactly({ avatar: address })],
  [
    /^GET \/users\/bookmarks$/,
    listOf(exactly({ ...MESSAGE, bookmarked: { const: true }, messageTimestamp: time })),
  ],
  [/^POST \/users\/bookmarks\/\d+$/, { type: 'null' }],
  [/^POST \/messages\/\d+\/like$/, { type: 'null' }],
  [/^GET \/messages\/public$/, listOf(BARE)],
  [/^GET \/messages$/, listOf(exactly(MESSAGE))],
  [/^POST \/messages$/, { anyOf: [exactly(MESSAGE), BARE] }],
  [/^PATCH \/messages\/\d+$/, exactly({ ...MESSAGE, edited: { const: true } })],
]

const FIELD_ERRORS = exactly({
  formErrors: listOf(text),
  fieldErrors: { type: 'object', additionalProperties: listOf(text) },
})

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false })
const payloads = PAYLOADS.map(([call, payload]): [RegExp, ValidateFunction] => {
  const statusCode = { type: 'integer' }
  const whole = exactly({ success: { const: true }, payload, requestId: text, statusCode })
  return [call, ajv.compile(whole)]
})
const isError = ajv.compile(
  exactly({
    success: { const: false },
    errorPayload: exactly(
      { message: { type: 'string', minLength: 1 }, code: { enum: CODES }, statusCode: id },
      { details: FIELD_ERRORS }
    ),
    requestId: text,
  })
)

const reasons = (...names: string[]) => ({ enum: names })
const EVENTS: Record<string, ValidateFunction> = {
  USER_EVENT: ajv.compile(exactly({ reason: reasons('USER_CREATED'), originId: count })),
  MESSAGE_EVENT: ajv.compile(
    exactly({
      reason: reasons('MESSAGE_CREATED', 'MESSAGE_UPDATED', 'MESSAGE_DELETED'),
      originId: count,
    })
  ),
  MULTI_EVENT: ajv.compile({
    anyOf: [
      exactly({
        reason: reasons('USER_UPDATED', 'MEMBER_UPDATE', 'USER_DELETED'),
        originId: count,
      }),
      exactly({ reason: reasons('USER_DELETED_BY_ADMIN'), originId: count, targetId: id }),
      exactly({
        reason: reasons('ROLE_CHANGE'),
        originId: count,
        originUsername: { type: 'string', minLength: 1 },
        targetId: id,
        targetUserRole: { enum: ROLES },
      }),
    ],
  }),
}

interface Answer {
  method: string
  /** With the prefix, maybe with a query string and a trailing slash. */
  path: string
  status: number
  requestId: unknown
  /** Parsed JSON; empty without a body. */
  body: unknown
}

const BARE_ANSWER = /\/healthcheck$/

/** Returns how a response differs from what the client's schemas accept, or `undefined`. */
export function faultOf({ method, path, status, requestId, body }: Answer): string | undefined {
  const call = `${method} ${path.replace(/^\/api\/v[12]|[?#].*$/g, '').replace(/\/$/, '')}`
  if (BARE_ANSWER.test(call) && status === 200) return undefined
  if (!requestId) return `${call}: ${status} without a request id`
  const isEmpty = !body || Object.keys(body).length === 0
  if (status === 204) return isEmpty ? undefined : `${call}: 204 with a body`

  const isRight = status < 400 ? payloads.find(([one]) => one.test(call))?.[1] : isError
  if (!isRight) return `${call}: ${status} is not expected`
  if (!isRight(body)) return `${call}: ${status}: ${ajv.errorsText(isRight.errors)}`
  const { requestId: given, statusCode, errorPayload } = body as Record<string, any>
  if (given !== requestId || (statusCode ?? errorPayload.statusCode) !== status)
    return `${call}: ${status}: the request id or the status differ from those in the body`
  return undefined
}

/** Returns why the client would not accept an event, or `undefined`. */
export function faultOfEvent(name: string, data: unknown): string | undefined {
  const isRight = EVENTS[name]
  if (!isRight) return `${name} is not an event`
  return isRight(data) ? undefined : `${JSON.stringify(data)}: ${ajv.errorsText(isRight.errors)}`
}

function verify(response: ApiResponse) {
  const { method, url } = response.request.request
  const { pathname, search } = new URL(url)
  if (!/^\/api\/v[12](\/|$)/.test(pathname) || method === 'OPTIONS') return
  const isStream = /\/events$/.test(pathname) && response.status() === 200
  if (isStream) return
  const fault = faultOf({
    method,
    path: pathname + search,
    status: response.status(),
    requestId: response.header('x-request-id'),
    body: response.body(),
  })
  if (fault) throw new Error(fault)
}

/** Checks every answer of the message board that a test receives, as its client does. */
export const membersContract: PluginFn = () => {
  ApiClient.teardown(verify)
}
