import { Types } from 'mongoose'

/** Ids are ObjectIds in hex in both databases; this is their route parameter: another spelling is another route (404). */
export const ID_PATTERN = /^[0-9a-f]{24}$/i

/** A new id: 24 hexadecimal digits that begin with the time, so that ids made later sort later. */
export function newId(): string {
  return new Types.ObjectId().toHexString()
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID_PATTERN.test(value)
}
