import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import ProgressDocument from '#app/learning/documents/progress'
import SendCourseMail from '#app/payments/events/send_course_mail'
import { lastDays } from '#app/reporting/period'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { aLearner, anAdministrator, enroll, tokenOf } from '#tests/helpers/people'
import { queriesDuring } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

interface Sale {
  userId: string
  course: { _id: unknown; title: string }
  rupees: number
  at: DateTime
  isPaid?: boolean
}

let sales = 0

/** An order and, unless it was left unpaid, its payment. */
async function aSale(
  { userId, course, rupees, at, isPaid = true }: Sale,
  client: QueryClientContract = db.connection()
) {
  const row = {
    id: newId(),
    user_id: userId,
    course_id: String(course._id),
    amount_in_paise: rupees * 100,
    currency: 'INR',
    created_at: sqlTime(at),
  }
  const number = ++sales
  await client.table('orders').insert({
    ...row,
    gateway_order_id: `order_${newId()}`,
    course_title: course.title,
    paid_at: isPaid ? row.created_at : null,
  })
  if (!isPaid) return
  await client.table('payments').insert({
    ...row,
    id: newId(),
    order_id: row.id,
    gateway_payment_id: `pay_${newId()}${number}`,
  })
}

/** An access email that could not be sent. */
async function aFailedJob(payload: { userId: string; courseId: string }, attempts: number) {
  const now = sqlTime(DateTime.utc())
  await db.table('outbox').insert({
    id: newId(),
    kind: SendCourseMail.kind,
    payload: JSON.stringify(payload),
    state: 'waiting',
    attempts,
    last_error: 'The mail server did not answer.',
    due_at: sqlTime(DateTime.utc().plus({ hours: 1 })),
    due_set_at: now,
    created_at: now,
  })
}

/** The text of a page, without its tags. */
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test.group('The overview', (group) => {
  group.each.setup(emptyStores)

  test('explains how to start when it is empty', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html, status } = await visitor.get('/admin')
    assert.equal(status, 200)
    assert.include(html, 'No courses yet')
    const setup = textOf(html).split('Set up Theta')[1]
    for (const step of ['Connect Razorpay', 'Connect a mail server', 'Create your first course'])
      assert.include(setup, step)
    assert.match(html, /title="Payments go to a sandbox[^>]*>[\s\S]*?Sandbox/)
  })

  test('shows a period next to the previous one', async ({ assert }) => {
    const course = await aCourse()
    await aLecture(course)
    const learner = await aLearner()
    const ago = (days: number) => DateTime.utc().minus({ days })
    const base = { userId: learner.id, course }
    await aSale({ ...base, rupees: 1500, at: ago(2) })
    await aSale({ ...base, rupees: 500, at: ago(3) })
    await aSale({ ...base, rupees: 1000, at: ago(9) })
    await aSale({ ...base, rupees: 9999, at: ago(40) })
    await aSale({ ...base, rupees: 700, at: ago(1), isPaid: false })

    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin?period=7-days')
    const text = textOf(html)
    assert.match(text, /Net revenue ₹2,000 \+₹1,000 vs ₹1,000/)
    assert.match(text, /Orders 3 \+2 vs 1/)
    assert.match(text, /Checkout conversion 66.7% −33.3 points vs 100%/)
    assert.match(text, /New learners 1 \+1 vs 0/)
    assert.include(html, course.title)
    const month = await visitor.get('/admin?period=90-days')
    assert.match(textOf(month.html), /Net revenue ₹12,999/)
    const { status } = await visitor.get('/admin?period=8-days')
    assert.equal(status, 422)
  })

  test('links each figure to the list of what it counts', async ({ assert }) => {
    const course = await aCourse()
    const learner = await aLearner()
    const base = { userId: learner.id, course }
    await aSale({ ...base, rupees: 1500, at: DateTime.fromISO('2026-03-05T12:00:00Z') })
    await aSale({ ...base, rupees: 700, at: DateTime.fromISO('2026-05-05T12:00:00Z') })
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin?from=2026-03-31&to=2026-03-01')
    assert.match(textOf(html), /Net revenue ₹1,500/)
    const links = [...html.matchAll(/<dt[^]*?href="([^"]+)"/g)].map(([, link]) => link)
    const dates = 'from=2026-03-01&amp;to=2026-03-31'
    assert.deepEqual(links, [
      `/admin/payments?${dates}`,
      `/admin/payments/orders?${dates}`,
      `/admin/payments/orders?state=paid&amp;${dates}`,
      `/admin/people?role=learner&amp;${dates}`,
      `/admin/activity?kind=active&amp;${dates}`,
      `/admin/activity?kind=finished&amp;${dates}`,
    ])
    const payments = await visitor.get(links[0].replaceAll('&amp;', '&'))
    assert.match(textOf(payments.html), /Received ₹1,500/)
  })

  test('shows a year by month', async ({ assert }) => {
    const course = await aCourse()
    const { id: userId } = await aLearner()
    const months = DateTime.now().setZone('Asia/Kolkata').startOf('month')
    for (const month of [1, 1, 11, 12])
      await aSale({
        userId,
        course,
        rupees: 100,
        at: months.minus({ months: month }),
      })
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin?period=12-months')
    const text = textOf(html)
    assert.include(text, 'Revenue by month')
    assert.match(text, /Net revenue ₹300 \+₹200 vs ₹100/)
    assert.include(text, `${months.minus({ months: 1 }).toFormat('LLL yyyy')} ₹200`)
    const { labels } = JSON.parse(/data-chart="([^"]+)"/.exec(html)![1].replaceAll('&quot;', '"'))
    assert.lengthOf(labels, 12)
  })

  test('shows percentages only from 20 records on', async ({ assert }) => {
    const course = await aCourse()
    const { id: userId } = await aLearner()
    const sell = async (number: number, at: DateTime) => {
      for (let sold = 0; sold < number; sold++) await aSale({ userId, course, rupees: 100, at })
    }
    await sell(25, DateTime.utc().minus({ days: 1 }))
    await sell(20, DateTime.utc().minus({ days: 9 }))
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin?period=7-days')
    assert.match(textOf(html), /Net revenue ₹2,500 \+25% vs ₹2,000/)
    assert.match(textOf(html), /Orders 25 \+25% vs 20/)
  })

  test('lists the learners and finished courses that it counts', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots' })
    const lectures = await Promise.all([1, 2].map(() => aLecture(course)))
    const [finisher, beginner] = [
      await aLearner({ name: 'Asha' }),
      await aLearner({ name: 'Ravi' }),
    ]
    const [first, second] = lectures.map(({ _id }) => _id)
    await ProgressDocument.create([
      { user: finisher.id, course: course._id, completedLectures: [first, second] },
      { user: beginner.id, course: course._id, completedLectures: [first] },
    ])
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const today = DateTime.now().setZone('Asia/Kolkata').toISODate()
    const { html } = await visitor.get(`/admin/activity?from=${today}&to=${today}`)
    const active = textOf(html)
    assert.match(active, /Asha[^]*Knots/)
    assert.match(active, /Ravi[^]*2 learners/)
    const finished = await visitor.get(`/admin/activity?kind=finished&from=${today}`)
    assert.match(textOf(finished.html), /Asha[^]*1 course /)
    assert.notInclude(finished.html, 'Ravi')
    const earlier = await visitor.get('/admin/activity?to=2020-01-01')
    assert.include(earlier.html, 'No active learners in this period')
  })

  test('counts a course as finished when all its visible lectures are completed', async ({
    assert,
  }) => {
    const course = await aCourse()
    const shown = await aLecture(course)
    await aLecture(course, { status: 'unpublished' })
    await aLecture(course, { deletion: 'x' })
    const hidden = await aCourse()
    await aLecture(hidden, { status: 'unpublished' })
    const { id: user } = await aLearner()
    await ProgressDocument.create([
      { user, course: course._id, completedLectures: [shown._id], updatedAt: new Date() },
      { user, course: hidden._id, completedLectures: [], updatedAt: new Date() },
    ])
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin')
    assert.match(textOf(html), /Courses finished 1 \+1 vs 0/)
  })

  test('compares active learners with the previous period', async ({ assert, client }) => {
    const course = await aCourse()
    const lectures = await Promise.all([1, 2].map(() => aLecture(course)))
    const ago = (days: number) => DateTime.utc().minus({ days }).toJSDate()
    const progress = { course: course._id, completedLectures: [lectures[0]._id] }
    const [steady, older, begun] = await Promise.all([1, 2, 3].map(() => aLearner()))
    const known = [
      { ...progress, user: steady.id, activeAt: [ago(9)], updatedAt: ago(9) },
      { ...progress, user: older.id, updatedAt: ago(8) },
      { ...progress, user: begun.id, completedLectures: [], updatedAt: ago(1) },
    ]
    await ProgressDocument.insertMany(known, { timestamps: false })
    await enroll(steady, course)
    const qs = { course: String(course._id), lectureId: String(lectures[1]._id) }
    const completed = await client
      .post('/api/user/progress')
      .qs(qs)
      .headers(await tokenOf(steady))
    completed.assertStatus(201)

    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin?period=7-days')
    assert.match(textOf(html), /Active learners 1 −1 vs 2/)
  })

  test('begins days at midnight in the viewer’s time zone', async ({ assert }) => {
    const now = DateTime.fromISO('2026-11-21T20:00:00Z') as DateTime<true>
    const period = lastDays(7, 'Asia/Kolkata', now)
    assert.equal(period.until.toUTC().toISO(), '2026-11-22T18:30:00.000Z')
    assert.equal(period.from.toISODate(), '2026-11-16')

    const course = await aCourse()
    const { id } = await aLearner()
    const today = DateTime.now().setZone('Asia/Kolkata').startOf('day')
    await aSale({ userId: id, course, rupees: 300, at: today.minus({ minutes: 1 }) })
    await aSale({ userId: id, course, rupees: 200, at: today.plus({ minutes: 1 }) })
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    for (const [zone, row] of [
      ['Asia/Kolkata', `${today.toFormat('d LLL')} ₹200`],
      ['Pacific/Honolulu', `${today.setZone('Pacific/Honolulu').toFormat('d LLL')} ₹500`],
    ]) {
      visitor.cookies.set('theta_zone', zone)
      const { html } = await visitor.get('/admin')
      assert.include(textOf(html), row, zone)
    }
  })

  test('shows what needs attention', async ({ assert }) => {
    const course = await aCourse()
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { id: userId } = await aLearner({ name: 'Asha Rao' })
    await aFailedJob({ userId, courseId: newId() }, 2)
    await aFailedJob({ userId: newId(), courseId: newId() }, 1)
    const base = { userId, rupees: 5, at: DateTime.utc() }
    await aSale({ ...base, course: { ...course, title: 'Matched' } })
    await aSale({ ...base, course: { ...course, title: 'Unmatched' }, isPaid: false })
    await db
      .from('orders')
      .where('course_title', 'Unmatched')
      .update({ paid_at: sqlTime(base.at) })
    const { html } = await visitor.get('/admin')
    const text = textOf(html)
    assert.include(text, 'Access email for Asha Rao failed 2 times')
    assert.equal(text.split('Access email').length, 2)
    const system = await visitor.get('/admin/system')
    assert.equal(system.status, 200)
    assert.include(text, '1 paid order has no payment')
    const [, link] = /href="([^"]*state=unmatched)"/.exec(html)!
    const orders = await visitor.get(link)
    assert.include(textOf(orders.html), 'Unmatched')
    assert.notMatch(textOf(orders.html), /\bMatched/)
    assert.include(text, `“${course.title}” has no lectures yet`)
  })

  test('escapes stored text', async ({ assert }) => {
    const course = await aCourse({ title: '<script>alert(1)</script>' })
    const learner = await aLearner({ name: '<img src=x onerror=alert(2)>' })
    await aSale({ userId: learner.id, course, rupees: 5, at: DateTime.utc() })
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin')
    assert.notInclude(html, '<script>alert')
    assert.notInclude(html, '<img src=x')
    assert.include(html, '&lt;script&gt;')
  })

  test('makes at most 13 queries with {$self} rows')
    .with([10, 500])
    .run(async ({ assert }, rows) => {
      const courses = await Promise.all(Array.from({ length: rows / 5 }, () => aCourse()))
      const { id } = await aLearner()
      await db.transaction(async (trx) => {
        for (let index = 0; index < rows; index++) {
          const course = courses[index % courses.length]
          const at = DateTime.utc().minus({ hours: index })
          await aSale({ userId: id, course, rupees: index, at }, trx)
        }
      })
      const visitor = await aVisitorSignedInAs(await anAdministrator())
      for (const path of ['/admin', '/admin/audit', '/admin/account']) {
        const queries = await queriesDuring(() => visitor.get(path))
        assert.isAbove(queries.length, 2)
        assert.isAtMost(queries.length, 13, `${path}:\n${queries.join('\n')}`)
      }
    })
})
