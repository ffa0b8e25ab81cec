import { isId } from '#app/platform/ids'

/** Names a user who watches a course, as lecture addresses are signed for. */
export function viewerOf(userId: string, courseId: string): string {
  return `${userId}-${courseId}`
}

/** Reads what `viewerOf` made. */
export function parseViewer(viewer: string): { userId: string; courseId: string } | undefined {
  const [userId, courseId] = viewer.split('-')
  return isId(userId) && isId(courseId) ? { userId, courseId } : undefined
}
