import type User from '#app/accounts/models/user'
import Enrollment from '#app/accounts/models/enrollment'
import ProgressDocument, { type Progress } from '#app/learning/documents/progress'

export async function progressOf(user: User): Promise<Progress[]> {
  return ProgressDocument.find({ user: user.id }).lean<Progress[]>()
}

/** Ids of the courses that a user is enrolled in, read from the database. */
export async function enrollmentsOf(user: User): Promise<string[]> {
  const enrollments = await Enrollment.query().where('userId', user.id).orderBy('id')
  return enrollments.map(({ courseId }) => courseId)
}
