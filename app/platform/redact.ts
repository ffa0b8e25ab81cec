/** Members that are left out of logs, in a record and in its members. */
const SECRETS = new Set(['password', 'token', 'otp', 'secret', 'signature', 'authorization'])

const CENSORED = '[Redacted]'

/** Returns a log record without secrets. */
export function redact(record: Record<string, unknown>): Record<string, unknown> {
  return censored(record, (member) => (isPlain(member) ? censored(member) : member))
}

function censored(record: object, censor = (member: unknown) => member): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, member]) => [
      name,
      SECRETS.has(name) ? CENSORED : censor(member),
    ])
  )
}

/** Errors and the like are described by what logs them. */
function isPlain(value: unknown): value is object {
  return (
    value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
  )
}
