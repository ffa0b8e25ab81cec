import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import Enrollment from '#app/accounts/models/enrollment'
import CourseDocument from '#app/catalog/documents/course'
import StartProgress from '#app/learning/actions/start_progress'
import SendCourseMail from '#app/payments/events/send_course_mail'
import OutboxRow from '#app/platform/outbox/outbox_row'
import Order from '#app/payments/models/order'
import { aCourse } from '#tests/helpers/catalog'
import { enrollmentsOf, progressOf } from '#tests/helpers/learning'
import {
  type Verification,
  aPaymentOf,
  anOrder,
  anUnknownId,
  paymentsOf,
} from '#tests/helpers/payments'
import { SIGNED_OUT, aLearner, tokenOf } from '#tests/helpers/people'
import { queriesDuring } from '#tests/helpers/queries'
import { emptyStores, makeJobsDue, workOutbox } from '#tests/helpers/stores'

function omit(payment: Verification, member: keyof Verification): Partial<Verification> {
  return { ...payment, [member]: undefined }
}

async function aPaidOrder({ price = 499 } = {}) {
  const [learner, course] = [await aLearner(), await aCourse({ price })]
  const payment = aPaymentOf(await anOrder(learner, course))
  const headers = await tokenOf(learner)
  return { learner, course, payment, headers, address: `/api/verification/${course._id}` }
}

test.group('Verifying a payment', (group) => {
  group.each.setup(emptyStores)

  test('records the payment and opens the course', async ({ client, assert }) => {
    const { learner, course, payment, headers, address } = await aPaidOrder({ price: 750 })

    const response = await client.post(address).headers(headers).json(payment)

    response.assertStatus(200)
    assert.isString(response.body().message)
    const [stored, ...others] = await paymentsOf(learner)
    assert.isEmpty(others)
    assert.containsSubset(stored.$attributes, {
      gatewayPaymentId: payment.razorpay_payment_id,
      courseId: course._id.toHexString(),
      amountInPaise: 75_000,
      currency: 'INR',
    })
    assert.isNotNull(stored.order.paidAt)

    const me = await client.get('/api/user/me').headers(headers)
    assert.deepEqual(me.body().user.subscription, [course._id.toHexString()])
    const [progress] = await progressOf(learner)
    assert.equal(progress.course.toHexString(), course._id.toHexString())
    assert.isEmpty(progress.completedLectures)
  })

  test('gives the same response the second time, and changes nothing', async ({
    client,
    assert,
  }) => {
    const { learner, payment, headers, address } = await aPaidOrder()

    for (let time = 1; time <= 2; time++) {
      const response = await client.post(address).headers(headers).json(payment)
      response.assertStatus(200)
    }
    await workOutbox()

    assert.lengthOf(await paymentsOf(learner), 1)
    assert.lengthOf(await enrollmentsOf(learner), 1)
    assert.lengthOf(await progressOf(learner), 1)
  })

  test('makes 11 statements, leaves only the mail to a worker, and makes 3 the second time', async ({
    client,
    assert,
  }) => {
    const { payment, headers, address } = await aPaidOrder()
    const verify = async () => {
      const response = await client.post(address).headers(headers).json(payment)
      response.assertStatus(200)
    }

    // The last use of a token is stored after the response.
    const statementsOf = async (something: () => Promise<void>) => {
      const all = await queriesDuring(something)
      return all.filter((one) => !/^update .auth_access_tokens./.test(one))
    }

    const statements = await statementsOf(verify)

    assert.isAtMost(statements.length, 11, statements.join('\n'))
    for (const [once, pattern] of Object.entries({
      'progress is started': /^progresses\./,
      'enrollments are asked': /^(insert into|select \* from) .enrollments./,
      'a job is worked': /^update .outbox./,
    })) {
      const those = statements.filter((one) => pattern.test(one))
      assert.lengthOf(those, 1, `${once} once`)
    }
    const jobs = await OutboxRow.all()
    assert.deepEqual(
      jobs.map(({ kind }) => kind),
      [SendCourseMail.kind]
    )
    const again = await statementsOf(verify)
    assert.isAtMost(again.length, 3, again.join('\n'))
  })

  test('keeps the amount of the order when the price has changed', async ({ client, assert }) => {
    const { learner, course, payment, headers, address } = await aPaidOrder({ price: 499 })
    await CourseDocument.updateOne({ _id: course._id }, { price: 999 })

    const response = await client.post(address).headers(headers).json(payment)

    response.assertStatus(200)
    const [{ amountInPaise }] = await paymentsOf(learner)
    assert.equal(amountInPaise, 49_900)
  })

  test('records the payment of a second order for a course that is already owned', async ({
    client,
    assert,
  }) => {
    const { learner, course, payment, headers, address } = await aPaidOrder()
    const second = aPaymentOf(await anOrder(learner, course))

    for (const paid of [payment, second]) {
      const response = await client.post(address).headers(headers).json(paid)
      response.assertStatus(200)
    }

    assert.lengthOf(await paymentsOf(learner), 2)
    assert.lengthOf(await enrollmentsOf(learner), 1)
  })

  test('refuses a forged signature: {name}')
    .with([
      { name: 'of the right form', signature: '0'.repeat(64) },
      { name: 'too short', signature: 'f'.repeat(63) },
      { name: 'not hex', signature: 'not hex at all' },
      { name: 'not ASCII', signature: '₹' },
      { name: 'far too long', signature: 'x'.repeat(1024) },
    ])
    .run(async ({ client, assert }, { signature }) => {
      const { learner, payment, headers, address } = await aPaidOrder()

      const response = await client
        .post(address)
        .headers(headers)
        .json({ ...payment, razorpay_signature: signature })

      response.assertStatus(400)
      response.assertBodyContains({ code: 'E_WRONG_SIGNATURE' })
      assert.isEmpty(await paymentsOf(learner))
      assert.isEmpty(await enrollmentsOf(learner))
      assert.isEmpty(await progressOf(learner))
      const order = await Order.findByOrFail({ gatewayOrderId: payment.razorpay_order_id })
      assert.isNull(order.paidAt)
    })

  test('refuses the signature of another payment', async ({ client, assert }) => {
    const { learner, payment, headers, address } = await aPaidOrder()
    const other = aPaymentOf(payment.razorpay_order_id)

    const response = await client
      .post(address)
      .headers(headers)
      .json({ ...payment, razorpay_signature: other.razorpay_signature })

    response.assertStatus(400)
    assert.isEmpty(await paymentsOf(learner))
  })

  test("refuses another learner's order", async ({ client, assert }) => {
    const { learner, payment, address } = await aPaidOrder()
    const thief = await aLearner()

    const response = await client
      .post(address)
      .headers(await tokenOf(thief))
      .json(payment)

    response.assertStatus(400)
    response.assertBodyContains({ code: 'E_ORDER_MISMATCH' })
    assert.isEmpty([...(await paymentsOf(learner)), ...(await paymentsOf(thief))])
    assert.isEmpty(await enrollmentsOf(thief))
  })

  test('refuses the order of another course', async ({ client, assert }) => {
    const { learner, payment, headers } = await aPaidOrder({ price: 1 })
    const dear = await aCourse({ price: 9999 })

    const response = await client
      .post(`/api/verification/${dear._id}`)
      .headers(headers)
      .json(payment)

    response.assertStatus(400)
    response.assertBodyContains({ code: 'E_ORDER_MISMATCH' })
    assert.isEmpty(await paymentsOf(learner))
    assert.isEmpty(await enrollmentsOf(learner))
  })

  test('refuses an order that does not exist', async ({ client }) => {
    const { headers, address } = await aPaidOrder()
    const response = await client
      .post(address)
      .headers(headers)
      .json(aPaymentOf('order_NeverMade00000'))
    response.assertStatus(400)
    response.assertBodyContains({ code: 'E_ORDER_MISMATCH' })
  })

  test('refuses to pay two orders with one payment', async ({ client, assert }) => {
    const { learner, course, payment, headers, address } = await aPaidOrder()
    await client.post(address).headers(headers).json(payment)
    const second = await anOrder(learner, course)
    const reused = aPaymentOf(second, payment.razorpay_payment_id)

    const response = await client.post(address).headers(headers).json(reused)

    response.assertStatus(400)
    response.assertBodyContains({ code: 'E_PAYMENT_ALREADY_USED' })
    assert.lengthOf(await paymentsOf(learner), 1)
    const order = await Order.findByOrFail({ gatewayOrderId: second })
    assert.isNull(order.paidAt)
  })

  test('requires sign-in', async ({ client, assert }) => {
    const { learner, payment, address } = await aPaidOrder()
    for (const headers of SIGNED_OUT) {
      const response = await client.post(address).headers(headers).json(payment)
      response.assertStatus(401)
    }
    assert.isEmpty(await paymentsOf(learner))
  })

  test('refuses a body with {flaw}')
    .with([
      { flaw: 'nothing in it', change: () => ({}) },
      {
        flaw: 'a number for a signature',
        change: (paid: Verification) => ({ ...paid, razorpay_signature: 0 }),
      },
      { flaw: 'no signature', change: (paid: Verification) => omit(paid, 'razorpay_signature') },
      { flaw: 'no order', change: (paid: Verification) => omit(paid, 'razorpay_order_id') },
      { flaw: 'no payment', change: (paid: Verification) => omit(paid, 'razorpay_payment_id') },
      { flaw: 'a list', change: (paid: Verification) => ({ ...paid, razorpay_order_id: [] }) },
      { flaw: 'a bar', change: (paid: Verification) => ({ ...paid, razorpay_order_id: 'a|b' }) },
      { flaw: 'a NUL', change: (paid: Verification) => ({ ...paid, razorpay_payment_id: '\0' }) },
    ])
    .run(async ({ client, assert }, { change }) => {
      const { learner, headers, address, payment } = await aPaidOrder()
      const response = await client.post(address).headers(headers).json(change(payment))
      response.assertStatus(400)
      response.assertBodyContains({ code: 'E_WRONG_SIGNATURE' })
      assert.isString(response.body().message)
      assert.isEmpty(await paymentsOf(learner))
      assert.isEmpty(await enrollmentsOf(learner))
    })

  test('answers 404 for a malformed course id and an unknown order', async ({ client }) => {
    const { payment, headers } = await aPaidOrder()
    const malformed = await client.post('/api/verification/1').headers(headers).json(payment)
    malformed.assertStatus(404)
    const unknown = await client
      .post(`/api/verification/${anUnknownId()}`)
      .headers(headers)
      .json(payment)
    unknown.assertStatus(400)
  })

  test('records the payment of a course that was deleted meanwhile, and opens nothing', async ({
    client,
    assert,
  }) => {
    const { learner, course, payment, headers, address } = await aPaidOrder()
    await CourseDocument.deleteOne({ _id: course._id })

    for (let time = 1; time <= 2; time++) {
      const response = await client.post(address).headers(headers).json(payment)
      response.assertStatus(404)
      response.assertBodyContains({ code: 'E_COURSE_GONE' })
      assert.include(response.body().message, 'payment is recorded')
    }
    await workOutbox()

    assert.lengthOf(await paymentsOf(learner), 1)
    assert.isEmpty(await enrollmentsOf(learner))
    assert.isEmpty(await progressOf(learner))
  })

  test('reports that a course was revoked meanwhile', async ({ client, assert }) => {
    const { learner, course, payment, headers, address } = await aPaidOrder()
    const paid = await client.post(address).headers(headers).json(payment)
    paid.assertStatus(200)
    await Enrollment.query()
      .where({ userId: learner.id, courseId: String(course._id) })
      .delete()

    const response = await client.post(address).headers(headers).json(payment)

    response.assertStatus(404)
    response.assertBodyContains({ code: 'E_ENROLLMENT_REVOKED' })
    assert.isEmpty(await enrollmentsOf(learner))
    assert.lengthOf(await paymentsOf(learner), 1)
  })

  test('leaves progress to the outbox when it cannot be created', async ({ client, assert }) => {
    const { learner, payment, headers, address } = await aPaidOrder()
    class BrokenStartProgress extends StartProgress {
      async handle(): Promise<never> {
        throw new Error('MongoDB is unavailable')
      }
    }
    app.container.swap(StartProgress, () => new BrokenStartProgress())

    const response = await client.post(address).headers(headers).json(payment)

    app.container.restore(StartProgress)
    response.assertStatus(200)
    assert.lengthOf(await enrollmentsOf(learner), 1)
    assert.isEmpty(await progressOf(learner))
    await makeJobsDue()
    await workOutbox()
    assert.lengthOf(await progressOf(learner), 1)
  })
})
