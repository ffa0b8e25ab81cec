import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#app/platform/ids'
import CommitFailed from '#app/platform/sql/commit_failed'
import Order from '#app/payments/models/order'
import User from '#app/accounts/models/user'
import { failStatements } from '#tests/helpers/failing_statements'
import { emptyStores } from '#tests/helpers/stores'

const lost = () => Object.assign(new Error('Connection terminated unexpectedly'), {})

const isPostgres = () => db.primaryConnectionName === 'postgres'

function aUser(trx?: TransactionClientContract) {
  const email = `${newId()}@theta.example`
  const names = { name: 'Asha', email, password: 'hash' } as const
  return User.create({ ...names, role: 'user', mainrole: 'user' }, { client: trx })
}

async function users(): Promise<number> {
  const { total } = await db.from('users').count('* as total').first()
  return Number(total)
}

test.group('A transaction', (group) => {
  group.each.setup(() => emptyStores())

  test('fails when the database does not confirm COMMIT', async ({ assert, cleanup }) => {
    let hooks = 0
    const mend = failStatements(/^COMMIT/, lost)
    cleanup(mend)
    const change = db.transaction(async (trx) => {
      trx.after('commit', () => void hooks++)
      await aUser(trx)
    })
    const error = await change.catch((thrown: unknown) => thrown)
    mend()

    assert.instanceOf(error, CommitFailed)
    assert.equal(hooks, 0)
    assert.equal(await users(), 0)
    await db.transaction((trx) => aUser(trx))
    assert.equal(await users(), 1)
  })

  test('fails when BEGIN does, and never runs its callback', async ({ assert, cleanup }) => {
    let calls = 0
    const mend = failStatements(/^BEGIN/, lost)
    cleanup(mend)
    await assert.rejects(
      () => db.transaction(async () => void calls++),
      /Connection terminated unexpectedly$/
    )
    mend()

    assert.equal(calls, 0)
    await db.transaction((trx) => aUser(trx))
    assert.equal(await users(), 1)
  })

  test('fails when a savepoint does', async ({ assert, cleanup }) => {
    cleanup(failStatements(/^RELEASE/, lost))
    await assert.rejects(() =>
      db.transaction(async (trx) => {
        // eslint-disable-next-line no-restricted-syntax -- Lucid nests transactions in the same way
        await trx.transaction((inner) => aUser(inner))
      })
    )
    assert.equal(await users(), 0)
  })

  test('fails in the same way when a model opens it', async ({ assert, cleanup }) => {
    cleanup(failStatements(/^COMMIT/, lost))
    const { id: userId } = await aUser()
    const anOrder = () => ({
      id: newId(),
      gatewayOrderId: newId(),
      userId,
      courseId: newId(),
      courseTitle: 'Knots',
      amountInPaise: 100,
      currency: 'INR',
    })

    await assert.rejects(() => Order.createMany([anOrder(), anOrder()]), /COMMIT/)
    assert.isNull(await Order.first())
  })

  test('fails with the database error when COMMIT is refused', async ({ assert, cleanup }) => {
    const reference = 'references promised (id) deferrable initially deferred'
    await db.rawQuery('create table promised (id integer primary key)')
    await db.rawQuery(`create table promises (promised integer ${reference})`)
    cleanup(async () => {
      await db.rawQuery('drop table promises')
      await db.rawQuery('drop table promised')
    })
    const change = db.transaction((trx) =>
      trx.insertQuery().table('promises').insert({ promised: 1 })
    )
    const error = await change.catch((thrown: Error) => thrown)

    assert.instanceOf(error, Error)
    assert.notInstanceOf(error, CommitFailed)
    assert.match(String(error), /foreign key/i)
    assert.isNull(await db.from('promises').first())
    await db.transaction((trx) => aUser(trx))
    assert.equal(await users(), 1)
  })

  test('fails when a statement failed and its error was swallowed', async ({ assert }) => {
    await assert.rejects(
      () =>
        db.transaction(async (trx) => {
          await aUser(trx)
          await trx.rawQuery('select * from no_such_table').catch(() => {})
        }),
      /was rolled back/
    )
    assert.equal(await users(), 0)
  }).skip(() => !isPostgres(), 'SQLite goes on after a statement that failed')

  test('answers 503 to a client whose change may not have been stored', async ({
    assert,
    client,
    cleanup,
  }) => {
    const mend = failStatements(/^COMMIT/, lost)
    cleanup(mend)
    const register = () => {
      const learner = { name: 'Asha', email: 'asha@theta.example', password: 'a long password' }
      return client.post('/api/user/register').json(learner)
    }
    const refused = await register()
    refused.assertStatus(503)
    refused.assertBodyContains({ code: 'E_SERVICE_AWAY' })
    assert.isAbove(Number(refused.header('retry-after')), 0)
    assert.notMatch(refused.text(), /COMMIT|insert/i)
    assert.isNull(await db.from('activations').first())

    mend()
    const repeated = await register()
    repeated.assertStatus(200)
  })
})
