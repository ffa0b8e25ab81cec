import type { HttpContext } from '@adonisjs/core/http'
import { defineConfig } from '@adonisjs/cors'
import members from '#config/members'
import { allowedHeaders } from '#app/platform/api/allowed_headers'
import type { ApiSurface } from '#app/platform/api/api_surface'
import type { InvalidField, Problem } from '#app/platform/api/problem'
import { codeOf } from '#app/members/codes'

/** Path prefixes by version; both serve the same calls. */
export const PREFIXES = { v2: '/api/v2', v1: '/api/v1' } as const

/** API surface of the message board, whose client sends cookies. */
export const membersApi: ApiSurface = {
  name: 'members',
  prefixes: Object.values(PREFIXES),
  cors: defineConfig({
    enabled: true,
    origin: members.origins,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    headers: allowedHeaders('content-type', 'authorization', 'x-csrf-token'),
    exposeHeaders: ['x-request-id', 'retry-after'],
    credentials: true,
    maxAge: 600,
  }),
  bodyLimit: '64kb',
  validationStatus: 422,
  renderError: (problem, requestId) => ({
    success: false,
    errorPayload: {
      message: problem.message,
      code: codeOf(problem),
      statusCode: problem.status,
      ...detailsOf(problem),
    },
    requestId,
  }),
}

/** Sends a successful response in the form that the client expects. */
export function succeed(
  { request, response }: Pick<HttpContext, 'request' | 'response'>,
  payload: unknown,
  statusCode = 200
): void {
  response
    .status(statusCode)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ success: true, payload, requestId: request.id(), statusCode }))
}

/** Sends a successful response whose payload is JSON already. */
export function succeedWith(
  { request, response }: Pick<HttpContext, 'request' | 'response'>,
  json: Buffer
): void {
  const rest = `,"requestId":${JSON.stringify(request.id())},"statusCode":200}`
  const body = Buffer.concat([BEFORE_PAYLOAD, json, Buffer.from(rest)])
  response.type('application/json; charset=utf-8').send(body)
}

const BEFORE_PAYLOAD = Buffer.from('{"success":true,"payload":')

function detailsOf({ code, errors = [] }: Problem) {
  if (code !== 'E_VALIDATION_ERROR') return {}
  const isOfForm = ({ field }: InvalidField) => field === '' || field === 'data'
  const formErrors = errors.filter(isOfForm).map(({ message }) => message)
  return { details: { formErrors, fieldErrors: byField(errors.filter((one) => !isOfForm(one))) } }
}

function byField(errors: InvalidField[]): Record<string, string[]> {
  const messages: Record<string, string[]> = Object.create(null)
  for (const { field, message } of errors) (messages[field] ??= []).push(message)
  return messages
}
