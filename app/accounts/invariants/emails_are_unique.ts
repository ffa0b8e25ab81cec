import { normalizeEmail } from '#app/identity/email'
import User from '#app/accounts/models/user'
import Invariant from '#app/platform/invariants/invariant'
import { rowsInBatches } from '#app/platform/invariants/batches'
import { duplicates } from '#app/platform/invariants/duplicates'

export default class EmailsAreUnique extends Invariant {
  readonly condition = 'E-mails of users are normalized and unique'

  async *violations() {
    for await (const users of rowsInBatches(() => User.query().select('id', 'email')))
      for (const { id, email } of users)
        if (normalizeEmail(email) !== email) yield `the e-mail of user ${id} is not normalized`
    yield* duplicates('users', ['email'])
  }
}
