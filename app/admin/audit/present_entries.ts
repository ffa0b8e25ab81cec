import { nameIn } from '#app/accounts/audited_account'
import { changedAttributes, summaryOf } from '#app/admin/audit/changed_attributes'
import { itemsOf, pageOfItem } from '#app/admin/audit/item_pages'
import { linkTo } from '#app/admin/layout/navigation'
import type AuditEntry from '#app/platform/audit/audit_entry'
import type { AuditAttributes } from '#app/platform/audit/audit_attributes'
import type FindRemainingItems from '#app/reporting/queries/find_remaining_items'

/** Formats audit entries for their pages. */
export async function presentEntries(
  entries: AuditEntry[],
  {
    findRemainingItems,
    ...reader
  }: { attributes: AuditAttributes; zone: string; findRemainingItems: FindRemainingItems }
) {
  const remaining = await findRemainingItems.handle(itemsOf(entries))
  return entries.map((entry) => {
    const changes = changedAttributes(entry, reader)
    const { actorId, actorLabel } = entry
    return {
      entry,
      changes,
      summary: summaryOf(changes),
      itemPage: pageOfItem(entry, remaining),
      by: {
        name: nameIn(actorLabel),
        label: actorLabel,
        page: actorId && remaining.has(actorId) ? linkTo('admin.people.show', actorId) : null,
      },
    }
  })
}
