/** Members that no log may hold, wherever they stand in what is logged or in a member of it. */
const SECRETS = new Set(['password', 'token', 'otp', 'secret', 'signature', 'authorization'])

const CENSORED = '[Redacted]'

/** What is to be logged, without secrets. */
export function redacted(record: Record<string, unknown>): Record<string, unknown> {
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
