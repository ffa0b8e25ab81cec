import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import DashboardSession from '#app/accounts/models/dashboard_session'
import { aVisitorSignedInAs, ORIGIN, Visitor } from '#tests/helpers/dashboard'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const AT_ONCE = 25

async function storedSessions(): Promise<number> {
  const { total } = await db.from('sessions').count('* as total').firstOrFail()
  return Number(total)
}

async function databasePages(): Promise<number> {
  if (db.connection().dialect.name === 'postgres') {
    const { rows } = await db.rawQuery('select pg_total_relation_size(?) as pages', ['sessions'])
    return Number(rows[0].pages)
  }
  const [{ page_count: pages }] = await db.rawQuery('pragma page_count')
  return pages
}

async function repeat(times: number, run: (round: number) => Promise<unknown>) {
  for (let done = 0; done < times; done += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => run(done + index)))
}

/** A form with many long fields, encoded as one without a file. */
function longForm(bytes: number): Record<string, string> {
  const fields = Array.from({ length: 10 }, (_, index) => [`field${index}`, 'x'.repeat(bytes / 10)])
  return Object.fromEntries(fields)
}

/** A form with a valid CSRF token and 3 MB in its text fields, more than anyone would type. */
async function sendHugeForm(visitor: Visitor) {
  const body = new FormData()
  for (let field = 0; field < 48; field++) body.append(`field${field}`, 'x'.repeat(65_000))
  await visitor.send('POST', '/admin/courses', { headers: { accept: 'text/html' }, body })
}

test.group('Guests of the dashboard', (group) => {
  group.each.setup(emptyStores)

  test('leaves nothing in the database, whatever guests request or send', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/admin/sign-in')
    const before = await databasePages()
    const headers = { accept: 'text/html', referer: `${ORIGIN}/admin/courses/new` }

    await repeat(250, async () => new Visitor().get('/admin/sign-in'))
    await repeat(250, async (round) => new Visitor().get(`/admin/${'x'.repeat(8_000)}${round}`))
    await repeat(250, async () => visitor.post('/admin/courses', longForm(20_000)))
    await repeat(225, async () => {
      const body = new URLSearchParams(longForm(20_000))
      await fetch(`${ORIGIN}/admin/sign-in`, { method: 'POST', body, headers, redirect: 'manual' })
    })
    await repeat(25, async () => sendHugeForm(visitor))

    assert.equal(await storedSessions(), 0)
    assert.equal(await databasePages(), before)
  })

  test('tells guests that a form could not be kept', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/admin/sign-in')

    const refused = await visitor.post('/admin/courses', { title: 'Knots' })
    const { html } = await visitor.follow(refused)

    assert.equal(refused.location, '/admin/sign-in')
    assert.include(html, 'what you typed could not be kept')
  })

  test('keeps the session small enough for browsers, however much guests type', async ({
    assert,
  }) => {
    const visitor = new Visitor()
    await visitor.get(`/admin/courses?search=${'x'.repeat(900)}`)
    await visitor.get('/admin/sign-in')
    for (const email of ['x'.repeat(50_000), 'अ'.repeat(1_100)]) {
      const { headers } = await visitor.post('/admin/sign-in', { email })
      for (const cookie of headers.getSetCookie()) assert.isBelow(cookie.length, 4_096)
    }
    const { location } = await visitor.signIn(await anAdministrator())
    assert.equal(location, `/admin/courses?search=${'x'.repeat(900)}`)
  })
})

test.group('A form sent after a session has ended', (group) => {
  group.each.setup(emptyStores)

  const sendTooLate = async (title: string) => {
    const administrator = await anAdministrator()
    const visitor = await aVisitorSignedInAs(administrator)
    await visitor.get('/admin/courses/new')
    await DashboardSession.query().delete()
    const refused = await visitor.post('/admin/courses', { title })
    return { administrator, visitor, refused }
  }

  test('is not kept if it is longer than 16 KB, and its sender is notified', async ({ assert }) => {
    const { administrator, visitor, refused } = await sendTooLate('Knots'.padEnd(17_000, '!'))
    const { html } = await visitor.follow(refused)
    assert.include(html, 'what you typed could not be kept')

    const { location } = await visitor.signIn(administrator)
    assert.equal(location, '/admin')
    assert.notInclude(JSON.stringify(await db.from('sessions')), 'Knots')
  })

  test('is kept for a quarter of an hour', async ({ assert }) => {
    const { administrator, visitor } = await sendTooLate('Knots')
    const realNow = Date.now
    Date.now = () => realNow() + 16 * 60 * 1000
    try {
      const { location } = await visitor.signIn(administrator)
      assert.equal(location, '/admin')
    } finally {
      Date.now = realNow
    }
  })

  test('is kept only in the row of its session', async ({ assert }) => {
    const { visitor } = await sendTooLate('Knots')
    for (let round = 0; round < 5; round++) await visitor.post('/admin/courses', { title: 'Bows' })

    assert.equal(await storedSessions(), 1)
  })
})
