import vine from '@vinejs/vine'
import { THING_KINDS } from '#app/platform/audit/audit_actions'
import { day, id, pageNumber, searchText } from '#app/platform/validators/parameters'

export const auditFilterValidator = vine.create({
  person: searchText(),
  actorId: id().optional(),
  kind: vine.enum(THING_KINDS).optional(),
  thing: searchText(),
  thingId: id().optional(),
  from: day(),
  to: day(),
  page: pageNumber(),
})
