import { inject } from '@adonisjs/core'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import Invariant from '#app/platform/invariants/invariant'
import WaitingEvents from '#app/platform/outbox/waiting_events'

@inject()
export default class LecturesHaveCourses extends Invariant {
  readonly condition = 'Each lecture belongs to a course'

  constructor(private events: WaitingEvents) {
    super()
  }

  async *violations() {
    const courses = await CourseDocument.distinct('_id')
    const known = new Set(courses.map(String))
    const lectures = LectureDocument.find().select('course').lean().cursor()
    for await (const { _id: id, course } of lectures)
      if (!known.has(String(course)) && (await this.isLeft(String(id), String(course))))
        yield `lecture ${id} of course ${course}`
  }

  /** A course is deleted before its lectures, and both before the event that announced it. */
  private async isLeft(lectureId: string, courseId: string): Promise<boolean> {
    if (await CourseDocument.exists({ _id: courseId })) return false
    if (await this.events.mention(courseId)) return false
    return (await LectureDocument.exists({ _id: lectureId })) !== null
  }
}
