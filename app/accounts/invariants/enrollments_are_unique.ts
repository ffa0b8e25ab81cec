import Invariant from '#app/platform/invariants/invariant'
import { duplicates } from '#app/platform/invariants/duplicates'

export default class EnrollmentsAreUnique extends Invariant {
  readonly condition = 'No user is enrolled twice in a course'

  violations() {
    return duplicates('enrollments', ['user_id', 'course_id'])
  }
}
