import User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'

/** Total numbers of users, courses and so on. */
export default class CountTotals {
  async handle(): Promise<{ totalCourses: number; totalLectures: number; totalUser: number }> {
    const [totalCourses, totalLectures, totalUser] = await Promise.all([
      CourseDocument.countDocuments(),
      LectureDocument.countDocuments(),
      User.query().count('* as total').firstOrFail(),
    ])
    return { totalCourses, totalLectures, totalUser: Number(totalUser.$extras.total) }
  }
}
