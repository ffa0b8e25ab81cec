import vine from '@vinejs/vine'

/** Base64 of 64 KiB, which browsers send of each part. */
const LONGEST = Math.ceil((64 * 1024) / 3) * 4

const part = () =>
  vine
    .string()
    .maxLength(LONGEST)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/)
    .optional()

/** Parts of a file in Base64; an empty file has none. */
export const uploadCheckValidator = vine.create({ head: part(), index: part() })
