import { Types } from 'mongoose'

/** Ids are ObjectIds in hex in both databases. */
export const ID_PATTERN = /^[0-9a-f]{24}$/i

/** Matches a route parameter that is such an id, for `.where()`: anything else names nothing, 404. */
export const OBJECT_ID = { match: ID_PATTERN, cast: (id: string) => id.toLowerCase() }

/** A new id: 24 hexadecimal digits that begin with the time, so that ids made later sort later. */
export function newId(): string {
  return new Types.ObjectId().toHexString()
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID_PATTERN.test(value)
}
