import mail from '@adonisjs/mail/services/main'
import { frontendOrigins } from '#config/app'
import Enrollment from '#app/accounts/models/enrollment'
import User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import CourseMail from '#app/payments/mails/course_mail'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

interface Learner {
  userId: string
  courseId: string
}

/** Emails a learner about access to a course, unless it has been removed since. */
export default class MailCourse implements OutboxListener<Learner> {
  async handle({ userId, courseId }: Learner) {
    const user = await User.query().where('id', userId).whereNull('blockedAt').first()
    const enrollment = await Enrollment.query().where({ userId, courseId }).first()
    const course = await CourseDocument.findById(courseId).select('title').lean()
    if (!user || !enrollment || !course) return

    await mail.send(
      new CourseMail({
        name: user.name,
        email: user.email,
        course: course.title,
        link: frontendOrigins[0] ?? '',
      })
    )
  }
}
