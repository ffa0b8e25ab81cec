import ProgressDocument from '#app/learning/documents/progress'
import Invariant from '#app/platform/invariants/invariant'

/** A unique index prevents it, unless MongoDB could not create it because of duplicates. */
export default class ProgressIsUnique extends Invariant {
  readonly condition = 'No learner has two records of progress in a course'

  async *violations() {
    const sorted = ProgressDocument.find().select('user course').sort({ user: 1, course: 1 })
    let previous = ''
    for await (const { _id: id, user, course } of sorted.lean().cursor()) {
      const pair = `${user} ${course}`
      if (pair === previous) yield `progress ${id} of user ${user} in course ${course}`
      previous = pair
    }
  }
}
