import { inject } from '@adonisjs/core'
import User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import ProgressDocument, { type Progress } from '#app/learning/documents/progress'
import Invariant from '#app/platform/invariants/invariant'
import { inBatches } from '#app/platform/invariants/batches'
import WaitingEvents from '#app/platform/outbox/waiting_events'

@inject()
export default class ProgressHasOwners extends Invariant {
  readonly condition = 'Progress belongs to a user and a course'

  constructor(private events: WaitingEvents) {
    super()
  }

  async *violations() {
    const all = ProgressDocument.find().select('user course').lean<Progress[]>().cursor()
    for await (const progress of inBatches<Progress>(all)) {
      const users = await User.findMany(progress.map(({ user }) => String(user)))
      const courses = await CourseDocument.distinct('_id', {
        _id: { $in: progress.map(({ course }) => course) },
      })
      const known = new Set([...users.map(({ id }) => id), ...courses.map(String)])
      for (const one of progress) {
        const { _id: id, user, course } = one
        if (known.has(String(user)) && known.has(String(course))) continue
        if (await this.isLeft(one)) yield `progress ${id} of user ${user} in course ${course}`
      }
    }
  }

  /** Progress is deleted after its course, and before the event that announced it. */
  private async isLeft({ _id: id, course }: Progress): Promise<boolean> {
    if (await this.events.mention(String(course))) return false
    return (await ProgressDocument.exists({ _id: id })) !== null
  }
}
