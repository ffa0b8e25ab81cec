/** A driver's own message: Knex puts the statement in front of it, as in `select 1 - Connection terminated`. */
export function driverMessage({ message }: Error): string {
  return message.split(' - ').at(-1)!
}
