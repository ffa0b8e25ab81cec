import vine from '@vinejs/vine'
import type { AuditTargetKind } from '#app/platform/audit/audit_actions'
import { day, id, pageNumber, searchText } from '#app/platform/validators/parameters'

/** `kinds` are the target kinds that capabilities declare. */
export const auditFilterValidator = vine.withMetaData<{ kinds: AuditTargetKind[] }>().create({
  person: searchText(),
  actorId: id().optional(),
  kind: vine.enum<AuditTargetKind[]>(({ meta }) => meta.kinds).optional(),
  target: searchText(),
  targetId: id().optional(),
  from: day(),
  to: day(),
  page: pageNumber(),
})
