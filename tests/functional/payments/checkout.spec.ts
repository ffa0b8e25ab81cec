import { test } from '@japa/runner'
import env from '#start/env'
import CourseDocument from '#app/catalog/documents/course'
import { courseJson } from '#app/catalog/transformers/course_transformer'
import Order from '#app/payments/models/order'
import { aCourse } from '#tests/helpers/catalog'
import { enrollmentsOf, progressOf } from '#tests/helpers/learning'
import { anUnknownId, paymentsOf } from '#tests/helpers/payments'
import { SIGNED_OUT, aLearner, anAdministrator, enroll, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

test.group('Checkout', (group) => {
  group.each.setup(emptyStores)

  test('creates an order for the price of the course, in paise', async ({ client, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse({ price: 1299 })]

    const response = await client
      .post(`/api/course/checkout/${course._id}`)
      .headers(await tokenOf(learner))
      .json({ amount: 1, price: 1 })

    response.assertStatus(201)
    const { order, course: answered } = response.body()
    assert.deepEqual(answered, courseJson(course))
    assert.match(order.id, /^order_[A-Za-z0-9]{14}$/)
    assert.containsSubset(order, {
      entity: 'order',
      amount: 129_900,
      amount_paid: 0,
      amount_due: 129_900,
      currency: 'INR',
      offer_id: null,
      status: 'created',
      attempts: 0,
    })
    assert.isString(order.receipt)
    assert.approximately(order.created_at, Date.now() / 1000, 10)

    const stored = await Order.findByOrFail({ gatewayOrderId: order.id })
    assert.containsSubset(stored.$attributes, {
      userId: learner.id,
      courseId: course._id.toHexString(),
      courseTitle: course.title,
      amountInPaise: 129_900,
      currency: 'INR',
    })
    assert.isNull(stored.paidAt)
    assert.isEmpty(await enrollmentsOf(learner))
  })

  test('creates another order each time, since the first may never be paid', async ({
    client,
    assert,
  }) => {
    const [learner, course] = [await aLearner(), await aCourse()]
    const headers = await tokenOf(learner)

    for (let time = 1; time <= 2; time++) {
      const response = await client.post(`/api/course/checkout/${course._id}`).headers(headers)
      response.assertStatus(201)
    }

    assert.lengthOf(await Order.query().where('userId', learner.id), 2)
  })

  test('uses a price that changed since the catalog was last read', async ({ client, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse({ price: 100 })]
    await client.get('/api/course/all')
    await CourseDocument.updateOne({ _id: course._id }, { price: 250 })

    const response = await client
      .post(`/api/course/checkout/${course._id}`)
      .headers(await tokenOf(learner))

    assert.equal(response.body().order.amount, 25_000)
  })

  test('sells to administrators too', async ({ client }) => {
    const course = await aCourse()
    const response = await client
      .post(`/api/course/checkout/${course._id}`)
      .headers(await tokenOf(await anAdministrator()))
    response.assertStatus(201)
  })

  test('refuses a course that the learner already has', async ({ client, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse()]
    await enroll(learner, course)

    const response = await client
      .post(`/api/course/checkout/${course._id}`)
      .headers(await tokenOf(learner))

    response.assertStatus(400)
    response.assertBodyContains({ code: 'E_ALREADY_ENROLLED' })
    assert.isEmpty(await Order.all())
  })

  test('requires sign-in', async ({ client, assert }) => {
    const course = await aCourse()
    for (const headers of [...SIGNED_OUT, { token: 'oat_MQ.bWFkZS11cA' }]) {
      const response = await client.post(`/api/course/checkout/${course._id}`).headers(headers)
      response.assertStatus(401)
      assert.isString(response.body().message)
    }
    assert.isEmpty(await Order.all())
  })

  test('answers 404 for {what}')
    .with([
      { what: 'an unknown id', id: anUnknownId() },
      { what: 'a word', id: 'all' },
      { what: 'a number', id: '0' },
      { what: 'a NUL', id: '%00' },
      { what: '24 letters that are not hexadecimal', id: 'zzzzzzzzzzzzzzzzzzzzzzzz' },
    ])
    .run(async ({ client, assert }, { id }) => {
      const response = await client
        .post(`/api/course/checkout/${id}`)
        .headers(await tokenOf(await aLearner()))
      response.assertStatus(404)
      assert.isString(response.body().message)
      assert.isEmpty(await Order.all())
    })

  test('enrolls at once in a free course', async ({ client, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse({ price: 0 })]
    const headers = await tokenOf(learner)

    const response = await client.post(`/api/course/checkout/${course._id}`).headers(headers)

    response.assertStatus(201)
    assert.isNull(response.body().order)
    assert.deepEqual(response.body().course, courseJson(course))
    assert.isString(response.body().message)
    assert.deepEqual(await enrollmentsOf(learner), [course._id.toHexString()])
    assert.lengthOf(await progressOf(learner), 1)
    assert.isEmpty(await Order.all())
    assert.isEmpty(await paymentsOf(learner))

    const again = await client.post(`/api/course/checkout/${course._id}`).headers(headers)
    again.assertStatus(400)
    assert.lengthOf(await progressOf(learner), 1)
  })

  test('enrolls once in a free course that is requested ten times at once', async ({
    client,
    assert,
  }) => {
    const [learner, course] = [await aLearner(), await aCourse({ price: 0 })]
    const headers = await tokenOf(learner)

    const responses = await Promise.all(
      Array.from({ length: 10 }, () =>
        client.post(`/api/course/checkout/${course._id}`).headers(headers)
      )
    )

    const statuses = responses.map((response) => response.status()).toSorted()
    assert.deepEqual(statuses, [201, ...Array.from({ length: 9 }, () => 400)])
    assert.lengthOf(await enrollmentsOf(learner), 1)
    assert.lengthOf(await progressOf(learner), 1)
  })
})

test.group('Checkout limits', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    env.set('RATE_LIMITS', 'on')
    return () => env.set('RATE_LIMITS', 'off')
  })

  test('accepts twenty checkouts an hour from each user', async ({ client, assert }) => {
    const course = await aCourse()
    const address = `/api/course/checkout/${course._id}`
    const headers = await tokenOf(await aLearner())
    for (let time = 1; time <= 20; time++) {
      const response = await client.post(address).headers(headers)
      response.assertStatus(201)
    }

    const response = await client.post(address).headers(headers)
    response.assertStatus(429)
    assert.isAbove(Number(response.header('retry-after')), 0)
    assert.isString(response.body().message)

    const other = await client.post(address).headers(await tokenOf(await aLearner()))
    other.assertStatus(201)
  })
})
