import { inspect } from 'node:util'
import { driverMessage } from '#app/platform/sql/driver_message'

/** Statement that Knex prepends to a driver's message. */
const STATEMENT = /^(?:with|select|insert|update|delete|truncate|create|alter|drop|begin|commit)\b/i

/** Returns the message of any thrown value for administrators: without the SQL statement that failed. */
export function reasonOf(thrown: unknown): string {
  const isAboutStatement = thrown instanceof Error && STATEMENT.test(thrown.message)
  return isAboutStatement ? driverMessage(thrown) : messageOf(thrown)
}

/** Returns the message of any thrown value; some packages throw objects that are not errors. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message
  return typeof thrown === 'string' ? thrown : inspect(thrown, { breakLength: Infinity })
}
