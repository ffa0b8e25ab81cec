import { DateTime } from 'luxon'

/** Current time, in UTC. Tests inject their own. */
export default class Clock {
  now(): DateTime {
    return DateTime.utc()
  }
}
