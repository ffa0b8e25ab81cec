import type { MeasuredProgress } from '#app/learning/actions/measure_progress'

/** A progress as the frontend knows one; lectures that were deleted since count nowhere. */
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

/** For someone who may look at a course but does not learn it. */
export function noProgressJson() {
  return { courseProgressPercentage: 0, completedLectures: 0, allLectures: 0, progress: [] }
}

/** From 0 to 100, with two decimals at most. */
function percentage(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100
}
