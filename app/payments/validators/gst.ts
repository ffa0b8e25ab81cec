import vine from '@vinejs/vine'
import { day } from '#app/platform/validators/parameters'

/** A month such as `2026-11`, or the first and last day of a period. */
export const gstPeriodValidator = vine.create({
  month: vine
    .string()
    .regex(/^(?:19|2\d)\d{2}-(?:0[1-9]|1[0-2])$/)
    .optional()
    .requiredIfMissing('from'),
  from: day().requiredIfExists('to'),
  to: day().requiredIfExists('from'),
})
