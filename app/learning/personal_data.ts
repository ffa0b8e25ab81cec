import ProgressDocument from '#app/learning/documents/progress'
import type PersonalData from '#app/platform/personal_data'

/** Progress in each course. */
export default class ProgressData implements PersonalData {
  readonly name = 'progress'

  async of(userId: string) {
    const progresses = await ProgressDocument.find({ user: userId }).lean()
    return progresses.map(({ course, completedLectures, activeAt, updatedAt }) => ({
      courseId: course,
      completedLectures,
      activeAt,
      updatedAt,
    }))
  }
}
