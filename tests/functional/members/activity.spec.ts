import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import type { Logger } from '@adonisjs/core/logger'
import db from '@adonisjs/lucid/services/db'
import MembersProvider from '#providers/members_provider'
import Activity from '#app/members/activity'
import Member from '#app/members/models/member'
import { eventually } from '#tests/helpers/eventually'
import { KeptLog, SettableClock } from '#tests/helpers/jobs'
import { aMember } from '#tests/helpers/members'
import { queriesDuring } from '#tests/helpers/queries'
import MembersBrowser from '#tests/helpers/members_browser'
import { emptyStores } from '#tests/helpers/stores'

const LONG_AGO = DateTime.utc(2026, 1, 1)

function anActivity() {
  const [clock, log] = [new SettableClock(), new KeptLog()]
  return { clock, log, activity: new Activity(clock, log as unknown as Logger) }
}

const anInactiveMember = () => aMember({ lastActiveAt: LONG_AGO })

test.group('The activity of members', (group) => {
  group.each.setup(emptyStores)

  test('is written with the eleventh request', async ({ assert }) => {
    const { activity } = anActivity()
    const member = await anInactiveMember()
    for (let count = 0; count < 10; count++) activity.ping(member.id)
    await member.refresh()
    assert.isTrue(member.lastActiveAt.equals(LONG_AGO))

    activity.ping(member.id)
    await eventually(async () => {
      await member.refresh()
      return member.lastActiveAt > LONG_AGO
    })
  })

  test('is written in one batch for requests that come while another is written', async ({
    assert,
  }) => {
    const { activity, clock } = anActivity()
    const members = [await anInactiveMember(), await anInactiveMember()]
    const { transaction } = db
    let transactions = 0
    db.transaction = ((...args: Parameters<typeof transaction>) => {
      transactions++
      return transaction.apply(db, args)
    }) as typeof transaction
    for (let count = 0; count < 500; count++) activity.ping(members[count % 2].id)
    clock.shift({ minutes: 1 })
    for (let count = 0; count < 10; count++) activity.ping(members[0].id)
    await eventually(async () => {
      const [one, other] = await Member.query().orderBy('id')
      return one.lastActiveAt.diff(other.lastActiveAt).as('minutes') > 0.9
    }).finally(() => (db.transaction = transaction))

    assert.isAtMost(transactions, 5) // 46 batches otherwise
  })

  test('is written at most once a second for a busy member', async ({ assert }) => {
    const { activity, clock } = anActivity()
    const member = await anInactiveMember()
    activity.ping(member.id)
    await activity.flush()
    const queries = await queriesDuring(async () => {
      for (let count = 0; count < 50; count++) activity.ping(member.id)
      await activity.flush()
    })
    const secondsLater = await queriesDuring(async () => {
      clock.shift({ seconds: 2 })
      activity.ping(member.id)
      await activity.flush()
    })
    const updates = (all: string[]) => all.filter((sql) => /^update .members/.test(sql)).length
    assert.isAtMost(updates(queries), 1) // the second may have ended meanwhile
    assert.equal(updates(secondsLater), 1)
  })

  test('is the newest of each member', async ({ assert }) => {
    const { activity, clock } = anActivity()
    const [one, other] = [await anInactiveMember(), await anInactiveMember()]
    activity.ping(one.id)
    activity.ping(other.id)
    clock.shift({ minutes: 2 })
    activity.ping(one.id)
    await activity.flush()

    await one.refresh()
    await other.refresh()
    assert.closeTo(one.lastActiveAt.diff(other.lastActiveAt).as('minutes'), 2, 0.1)
  })

  test('never goes back', async ({ assert }) => {
    const { activity, clock } = anActivity()
    const member = await aMember()
    const { lastActiveAt } = await member.refresh()
    clock.shift({ hours: -1 })
    activity.ping(member.id)
    await activity.flush()
    await member.refresh()
    assert.isTrue(member.lastActiveAt.equals(lastActiveAt))
  })

  test('is written later if the database fails, without a member who is gone', async ({
    assert,
  }) => {
    const { activity, log } = anActivity()
    const [member, gone] = [await anInactiveMember(), await anInactiveMember()]
    activity.ping(member.id)
    activity.ping(gone.id)
    await gone.delete()
    const { transaction } = db
    db.transaction = () => Promise.reject(new Error('away'))
    await activity.flush().finally(() => (db.transaction = transaction))
    assert.lengthOf(log.lines, 1)

    await activity.flush()
    await member.refresh()
    assert.isTrue(member.lastActiveAt > LONG_AGO)
  })

  test('is written when the process ends', async ({ assert, client }) => {
    const browser = new MembersBrowser(client)
    const member = await browser.enter({ lastActiveAt: LONG_AGO })
    await browser.call('get', '/users')
    await new MembersProvider(app).shutdown()
    await member.refresh()
    assert.isTrue(member.lastActiveAt > LONG_AGO)
  })

  test('counts each request that is signed in', async ({ assert, client }) => {
    const browser = new MembersBrowser(client)
    const member = await browser.enter({ lastActiveAt: LONG_AGO })
    await browser.call('get', '/users')
    const activity = await app.container.make(Activity)
    await activity.flush()
    await member.refresh()
    assert.isTrue(member.lastActiveAt > LONG_AGO)
  })
})
