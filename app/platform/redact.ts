/** Names of properties that are removed from log records, at the top level and one level below. */
const SECRETS = new Set(['password', 'token', 'otp', 'secret', 'signature', 'authorization'])

const CENSORED = '[Redacted]'

/** Returns a copy of a log record without secrets. */
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

/** Class instances, such as errors, have serializers of their own. */
function isPlain(value: unknown): value is object {
  return (
    value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
  )
}
