import { Types } from 'mongoose'

/** Both databases use ObjectIds in hexadecimal as ids. */
export const ID_PATTERN = /^[0-9a-f]{24}$/i

/** Matcher for id parameters, for `.where()`: other values get a 404. */
export const OBJECT_ID = { match: ID_PATTERN, cast: (id: string) => id.toLowerCase() }

/** Generates an id of 24 hexadecimal digits. It starts with the time, so ids sort by creation. */
export function newId(): string {
  return new Types.ObjectId().toHexString()
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID_PATTERN.test(value)
}
