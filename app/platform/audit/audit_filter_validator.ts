import vine from '@vinejs/vine'
import { ID_PATTERN } from '#app/platform/ids'
import { THING_KINDS } from '#app/platform/audit/audit_actions'

const text = () => vine.string().trim().maxLength(100).optional()
const id = () => vine.string().regex(ID_PATTERN).optional()
const day = () =>
  vine
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional()

export const auditFilterValidator = vine.create({
  person: text(),
  actorId: id(),
  kind: vine.enum(THING_KINDS).optional(),
  thing: text(),
  thingId: id(),
  from: day(),
  to: day(),
  page: vine.number().withoutDecimals().min(1).max(100_000).optional(),
})
