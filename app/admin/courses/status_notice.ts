import type { CourseStatus } from '#app/catalog/documents/course'

export interface StatusChange {
  /** Ids of the courses that changed. */
  changed: string[]
  status: CourseStatus
  /** Number of lectures published with a course. */
  shown?: number
}

/** Message after courses got a status. */
export function statusNotice({ changed, status, shown = 0 }: StatusChange): string {
  const isLive = status === 'published'
  if (shown > 0) return `Course and ${shown === 1 ? '1 lecture' : `${shown} lectures`} published.`
  if (changed.length === 0) return isLive ? 'Already published.' : 'Already a draft.'
  if (changed.length > 1)
    return `${changed.length} courses ${isLive ? 'published' : 'unpublished'}.`
  return isLive ? 'Course published.' : 'Course unpublished.'
}
