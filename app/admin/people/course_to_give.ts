import type { CourseToGive } from '#app/payments/actions/add_person'

/** Reads from a form the course to which added people get access; undefined if none was chosen. */
export function courseToGive({
  courseId,
  reason = 'Added by an administrator',
}: {
  courseId?: string
  reason?: string
}): CourseToGive | undefined {
  return courseId ? { courseId, reason } : undefined
}
