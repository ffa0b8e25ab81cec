import { inspect } from 'node:util'

/** Returns the message of any thrown value; some packages throw objects that are not errors. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message
  return typeof thrown === 'string' ? thrown : inspect(thrown, { breakLength: Infinity })
}
