import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Migration from '#database/migrations/0045_add_search_text_to_users_table'
import { checkAccounts } from '#app/operations/doctor/check_accounts'
import User from '#app/accounts/models/user'
import { aLearner } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const migrate = (direction: 'execUp' | 'execDown') =>
  db.transaction((trx) => new Migration(trx, 'search', false)[direction]())

/** Changes an e-mail as a release without normal forms would have stored it. */
const storeEmail = ({ id }: User, email: string) => db.from('users').where({ id }).update({ email })

async function emailOf({ id }: User): Promise<string> {
  const { email } = await User.findOrFail(id)
  return email
}

test.group('The migration that normalizes e-mails', (group) => {
  group.each.setup(emptyStores)
  group.each.teardown(async () => {
    const columns = await db.connection().columnsInfo('users')
    if (!('search_text' in columns)) await migrate('execUp')
  })

  test('normalizes users, fills their search text, and runs on empty tables', async ({
    assert,
  }) => {
    await migrate('execDown')
    await migrate('execUp')
    const learner = await aLearner({ name: 'Élodie Straße' })
    await migrate('execDown')
    await storeEmail(learner, 'chef@bücher.example')

    await migrate('execUp')

    assert.equal(await emailOf(learner), 'chef@xn--bcher-kva.example')
    const { searchText } = await User.findOrFail(learner.id)
    assert.equal(searchText, 'elodie strasse\nchef@xn--bcher-kva.example\nchef@bucher.example')
  })

  test('leaves the second account of a mailbox for the doctor to report', async ({ assert }) => {
    const [first, second, odd] = [await aLearner(), await aLearner(), await aLearner()]
    await migrate('execDown')
    await storeEmail(first, 'chef@bücher.example')
    await storeEmail(second, 'chef@bu\u0308cher.example')

    await migrate('execUp')

    assert.equal(await emailOf(first), 'chef@xn--bcher-kva.example')
    assert.equal(await emailOf(second), 'chef@bu\u0308cher.example')
    const [reported, ...others] = await checkAccounts()
    assert.isEmpty(others)
    assert.equal(reported.state, 'warning')
    assert.include(reported.detail, first.id)
    assert.include(reported.detail, second.id)

    await second.delete()
    await storeEmail(odd, 'E\u0301lodie@theta.example')
    const [notNormalized] = await checkAccounts()
    assert.include(notNormalized.remedy!, 'élodie@theta.example')
    await odd.delete()
    const [healthy] = await checkAccounts()
    assert.equal(healthy.state, 'ok')
  })
})
