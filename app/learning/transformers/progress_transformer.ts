import type { MeasuredProgress } from '#app/learning/actions/measure_progress'

/** Progress in the API's format; deleted lectures don't count. */
export function progressJson({ progress, completed, lectureCount }: MeasuredProgress) {
  const { user, course } = progress
  return {
    courseProgressPercentage: percentage(completed.length, lectureCount),
    completedLectures: completed.length,
    allLectures: lectureCount,
    progress: [
      {
        _id: progress._id.toHexString(),
        user: user.toHexString(),
        course: course.toHexString(),
        completedLectures: completed,
      },
    ],
  }
}

/** Empty progress, for users who may watch a course without being enrolled. */
export function noProgressJson() {
  return { courseProgressPercentage: 0, completedLectures: 0, allLectures: 0, progress: [] }
}

/** From 0 to 100, with at most two decimals. */
function percentage(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100
}
