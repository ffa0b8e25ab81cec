import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import Migration from '#database/migrations/0038_remove_realm_from_users_table'
import LaterMigration from '#database/migrations/0045_add_search_text_to_users_table'
import { aCourse } from '#tests/helpers/catalog'
import { aLearner, enroll } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

/** Runs the migration, and the later one that replaces an index of it, in their order. */
const migrate = (direction: 'execUp' | 'execDown') =>
  db.transaction(async (trx) => {
    const migrations = [Migration, LaterMigration]
    for (const Each of direction === 'execUp' ? migrations : migrations.reverse())
      await new Each(trx, 'realm', false)[direction]()
  })

const hasRealm = async () => 'realm' in (await db.from('users').firstOrFail())

test.group('The migration that removes realms', (group) => {
  group.each.setup(emptyStores)
  group.each.teardown(async () => {
    const columns = await db.connection().columnsInfo('users')
    if (!('realm' in columns)) return
    await db.from('users').delete()
    await migrate('execUp')
  })

  test('keeps users and the rows that refer to them', async ({ assert }) => {
    const learner = await aLearner()
    await enroll(learner, await aCourse())
    await migrate('execDown')
    assert.isTrue(await hasRealm())

    await migrate('execUp')

    assert.isFalse(await hasRealm())
    const kept = await User.query().where('id', learner.id).preload('enrollments').firstOrFail()
    assert.lengthOf(kept.enrollments, 1)
    await assert.rejects(() => aLearner({ email: learner.email }))
  })

  test('refuses rows of another realm, and changes nothing', async ({ assert }) => {
    const [, other] = [await aLearner(), await aLearner()]
    await migrate('execDown')
    await db.from('users').where('id', other.id).update({ realm: 'other' })

    await assert.rejects(
      () => migrate('execUp'),
      /^The table users holds 1 row of a realm other than theta/
    )

    assert.isTrue(await hasRealm())
    const { total } = await db.from('users').count('* as total').firstOrFail()
    assert.equal(Number(total), 2)
  })
})
