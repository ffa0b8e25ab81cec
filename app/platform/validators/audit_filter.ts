import vine from '@vinejs/vine'
import type { ThingKind } from '#app/platform/audit/audit_actions'
import { day, id, pageNumber, searchText } from '#app/platform/validators/parameters'

/** `kinds` are those that the capabilities declare. */
export const auditFilterValidator = vine.withMetaData<{ kinds: ThingKind[] }>().create({
  person: searchText(),
  actorId: id().optional(),
  kind: vine.enum<ThingKind[]>(({ meta }) => meta.kinds).optional(),
  thing: searchText(),
  thingId: id().optional(),
  from: day(),
  to: day(),
  page: pageNumber(),
})
