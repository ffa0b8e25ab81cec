import { ROUTE_NOT_FOUND, type Problem } from '#app/platform/api/problem'

/** Error codes that the client understands. */
export const CODES = [
  'NOT_FOUND',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'CONFLICT',
  'FILE_TOO_LARGE',
  'FILE_TYPE_NOT_SUPPORTED',
  'FILE_UPLOAD_ERROR',
  'FILE_DELETE_ERROR',
  'VALIDATION_ERROR',
  'BAD_REQUEST',
  'UNIQUE_CONSTRAINT_VIOLATION',
  'REQUIRED_CONSTRAINT_VIOLATION',
  'RANGE_ERROR',
  'VALUE_TOO_LONG',
  'FOREIGN_KEY_VIOLATION',
  'INVALID_VALUE',
  'INCORRECT_PASSWORD',
  'INCORRECT_SECRET_KEY',
  'INVALID_TOKEN',
  'EXPIRED_TOKEN',
  'AUTHENTICATION_REQUIRED',
  'MISSING_CSRF_HEADER',
  'MISSING_CSRF_COOKIE',
  'CSRF_TOKEN_MISMATCH',
  'MISSING_REFRESH_TOKEN',
  'INTERNAL_SERVER_ERROR',
  'DATABASE_ERROR',
  'DATABASE_CONNECTION_ERROR',
  'DATABASE_VALIDATION_ERROR',
] as const

export type MemberErrorCode = (typeof CODES)[number]

const known: ReadonlySet<string> = new Set(CODES)

/** Codes for errors of the platform. */
const BY_CODE: Record<string, MemberErrorCode> = {
  E_VALIDATION_ERROR: 'VALIDATION_ERROR',
  E_TOO_MANY_REQUESTS: 'BAD_REQUEST',
  E_REQUEST_ENTITY_TOO_LARGE: 'VALUE_TOO_LONG',
  E_SERVICE_AWAY: 'DATABASE_CONNECTION_ERROR',
  [ROUTE_NOT_FOUND.code]: 'NOT_FOUND',
}

/** Codes for all other errors. */
const BY_STATUS: Record<number, MemberErrorCode> = {
  401: 'EXPIRED_TOKEN',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  422: 'VALIDATION_ERROR',
}

/** Translates a problem's code to one that the client understands. */
export function codeOf({ code, status }: Problem): MemberErrorCode {
  if (known.has(code)) return code as MemberErrorCode
  return (
    BY_CODE[code] ?? BY_STATUS[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR')
  )
}
