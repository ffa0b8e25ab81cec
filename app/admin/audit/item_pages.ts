import { linkTo } from '#app/admin/layout/navigation'
import type AuditEntry from '#app/platform/audit/audit_entry'
import type { ItemIds } from '#app/reporting/queries/find_remaining_items'

/** Pages of the records that the audit log names, by kind. An enrollment belongs to its learner. */
const PAGES: Record<string, { route: string; of: keyof ItemIds }> = {
  account: { route: 'admin.people.show', of: 'people' },
  enrollment: { route: 'admin.people.show', of: 'people' },
  course: { route: 'admin.courses.show', of: 'courses' },
  lecture: { route: 'admin.lectures.edit', of: 'lectures' },
}

/** Ids of the records that entries name and that may have a page, and of the people who made the changes. */
export function itemsOf(entries: AuditEntry[]): ItemIds {
  const idsOf = (wanted: keyof ItemIds) =>
    entries.flatMap(({ targetKind, targetId }) =>
      targetId && PAGES[targetKind]?.of === wanted ? targetId : []
    )
  const actors = entries.flatMap(({ actorId }) => actorId ?? [])
  return {
    people: [...idsOf('people'), ...actors],
    courses: idsOf('courses'),
    lectures: idsOf('lectures'),
  }
}

/** Returns the page of an entry's record if the record still exists. */
export function pageOfItem(
  { targetKind, targetId }: Pick<AuditEntry, 'targetKind' | 'targetId'>,
  remaining: Set<string>
): string | null {
  const page = PAGES[targetKind]
  return page && targetId && remaining.has(targetId) ? linkTo(page.route, targetId) : null
}
