import type { ModelPaginatorContract } from '@adonisjs/lucid/types/model'
import { sqlTime } from '#app/platform/sql/time'
import { containing } from '#app/platform/sql/like'
import type { Period } from '#app/platform/sql/period'
import type { AuditAction, AuditTargetKind } from '#app/platform/audit/audit_actions'
import AuditEntry from '#app/platform/audit/audit_entry'

export interface AuditFilter extends Period {
  /** Part of a name or e-mail. */
  person?: string
  actorId?: string
  kind?: AuditTargetKind
  action?: AuditAction
  /** Part of a target's name. */
  target?: string
  targetId?: string
}

const ENTRIES_A_PAGE = 50

/** Lists changes, newest first. An intent is included only until its outcome is known. */
export default class ListAuditEntries {
  async handle(
    { person, actorId, kind, action, target, targetId, from, until }: AuditFilter,
    page: number
  ): Promise<ModelPaginatorContract<AuditEntry>> {
    return AuditEntry.query()
      .where((query) =>
        query
          .whereNot('outcome', 'intended')
          .orWhereRaw(
            'not exists (select 1 from audit_entries o where o.intent_id = audit_entries.id)'
          )
      )
      .if(person, (query) =>
        query.whereRaw("actor_search_text like ? escape '\\'", [containing(person!)])
      )
      .if(actorId, (query) => query.where('actorId', actorId!))
      .if(kind, (query) => query.where('targetKind', kind!))
      .if(action, (query) => query.where('action', action!))
      .if(target, (query) =>
        query.whereRaw("thing_search_text like ? escape '\\'", [containing(target!)])
      )
      .if(targetId, (query) => query.where('targetId', targetId!))
      .if(from, (query) => query.where('createdAt', '>=', sqlTime(from!)))
      .if(until, (query) => query.where('createdAt', '<', sqlTime(until!)))
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .paginate(page, ENTRIES_A_PAGE)
  }
}
