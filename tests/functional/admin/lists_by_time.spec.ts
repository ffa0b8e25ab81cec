import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import { aCourse } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { aLearner, anAdministrator, enroll } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

/** Days before today, in the order of the ids, as after an import. */
const DAYS = [3, 30, 1, 9]
const LATEST_FIRST = ['1 day', '3 days', '9 days', '30 days']

/** Enrolls one person for each of these days; each has paid on that day. */
async function aCourseSoldInDisorder() {
  const course = await aCourse()
  const courseId = String(course._id)
  for (const days of DAYS) {
    const name = days === 1 ? '1 day' : `${days} days`
    const person = await aLearner({ name })
    const createdAt = DateTime.utc().minus({ days })
    await enroll(person, course)
    const enrollment = db.from('enrollments').where('user_id', person.id)
    await enrollment.update({ created_at: sqlTime(createdAt) })
    const money = { userId: person.id, courseId, amountInPaise: 100_00, currency: 'INR', createdAt }
    const gatewayOrderId = `order_${newId()}`
    const order = await Order.create({ ...money, gatewayOrderId, courseTitle: course.title })
    await Payment.create({ ...money, orderId: order.id, gatewayPaymentId: `pay_${newId()}` })
  }
  return course
}

const namesIn = (text: string) =>
  LATEST_FIRST.filter((name) => text.includes(name)).sort(
    (a, b) => text.indexOf(a) - text.indexOf(b)
  )

test.group('Lists of records whose ids are not in order of time', (group) => {
  group.each.setup(emptyStores)

  for (const tab of ['sales', 'learners']) {
    test(`shows the latest first: ${tab}`, async ({ assert }) => {
      const course = await aCourseSoldInDisorder()
      const visitor = await aVisitorSignedInAs(await anAdministrator())
      const { html } = await visitor.get(`/admin/courses/${course._id}/${tab}`)
      const rows = html.slice(html.indexOf('<tbody>')).replaceAll(/ago|>yesterday</g, '')
      assert.deepEqual(namesIn(rows), LATEST_FIRST)
    })
  }

  for (const path of ['/admin/payments/export', '/admin/payments/orders/export']) {
    test(`exports the oldest first: ${path}`, async ({ assert }) => {
      await aCourseSoldInDisorder()
      const visitor = await aVisitorSignedInAs(await anAdministrator())
      const { html } = await visitor.get(path)
      assert.deepEqual(namesIn(html), LATEST_FIRST.toReversed())
    })
  }
})
