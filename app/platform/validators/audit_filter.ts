import vine from '@vinejs/vine'
import type { AuditAction, AuditTargetKind } from '#app/platform/audit/audit_actions'
import { day, id, pageNumber, searchText } from '#app/platform/validators/parameters'

/** `kinds` and `actions` are those that capabilities declare. */
export const auditFilterValidator = vine
  .withMetaData<{ kinds: AuditTargetKind[]; actions: AuditAction[] }>()
  .create({
    person: searchText(),
    actorId: id().optional(),
    kind: vine.enum<AuditTargetKind[]>(({ meta }) => meta.kinds).optional(),
    action: vine.enum<AuditAction[]>(({ meta }) => meta.actions).optional(),
    target: searchText(),
    targetId: id().optional(),
    from: day(),
    to: day(),
    page: pageNumber(),
  })
