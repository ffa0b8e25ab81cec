import { type DateTime, Duration, type DurationLike } from 'luxon'

/** Ages at which the gateway is asked about an order that is not finished. */
const CHECK_AGES: DurationLike[] = [
  { minutes: 10 },
  { minutes: 30 },
  { hours: 2 },
  { hours: 6 },
  { hours: 24 },
  { hours: 48 },
  { hours: 72 },
  { days: 5 },
  { days: 7 },
]

/** Age at which an order that nobody paid expires. A payment that comes later still counts. */
const EXPIRES_AFTER: DurationLike = { days: 7 }

/** Age at which the gateway should have captured a payment by itself. */
const CAPTURED_AFTER: DurationLike = { minutes: 10 }

/** Returns the next time at which to ask about an order or payment, or `null` if it is too old. */
export function nextCheckAfter(createdAt: DateTime, now: DateTime): DateTime | null {
  const times = CHECK_AGES.map((age) => createdAt.plus(age))
  return times.find((time) => time > now) ?? null
}

export function firstCheckOf(createdAt: DateTime): DateTime {
  return createdAt.plus(CHECK_AGES[0])
}

export function isExpired(createdAt: DateTime, now: DateTime): boolean {
  return createdAt.plus(EXPIRES_AFTER) <= now
}

/** @param createdAt in seconds since 1970, as the gateway tells it */
export function isCaptureDue(createdAt: number, now: DateTime): boolean {
  return createdAt + Duration.fromDurationLike(CAPTURED_AFTER).as('seconds') <= now.toSeconds()
}
