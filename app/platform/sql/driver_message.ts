/**
 * Extracts a driver's own message: Knex prepends the statement, as in `select 1 - Connection
 * terminated`.
 */
export function driverMessage({ message }: Error): string {
  return message.split(' - ').at(-1)!
}
