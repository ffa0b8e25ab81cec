import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { ApiClient } from '@japa/api-client'
import app from '@adonisjs/core/services/app'
import env from '#start/env'
import type User from '#app/accounts/models/user'
import type { Course } from '#app/catalog/documents/course'
import CourseDocument from '#app/catalog/documents/course'
import { courseJson } from '#app/catalog/transformers/course_transformer'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import SandboxGateway from '#app/payments/gateways/sandbox_gateway'
import type Coupon from '#app/payments/models/coupon'
import CouponRedemption from '#app/payments/models/coupon_redemption'
import Order from '#app/payments/models/order'
import Clock from '#app/platform/clock'
import { aCoupon, redeemCouponOf } from '#tests/helpers/coupons'
import { aGatewayPayment, findingsOf, see } from '#tests/helpers/ledger'
import { aCourse } from '#tests/helpers/catalog'
import { SettableClock } from '#tests/helpers/jobs'
import { enrollmentsOf, progressOf } from '#tests/helpers/learning'
import { aLearner, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

class UnreachableGateway extends SandboxGateway {
  calls = 0

  async createOrder(): Promise<never> {
    this.calls++
    throw new GatewayUnavailable()
  }
}

/** Checks out as a learner, who is created unless given. */
async function checkout(client: ApiClient, course: Course, coupon: unknown, learner?: User) {
  const headers = await tokenOf(learner ?? (await aLearner()))
  return client.post(`/api/course/checkout/${course._id}`).headers(headers).json({ coupon })
}

const redemptionsOf = (coupon: Coupon) => CouponRedemption.query().where('couponId', coupon.id)

function aClock(): SettableClock {
  const clock = new SettableClock()
  app.container.swap(Clock, () => clock)
  return clock
}

test.group('Coupons at checkout', (group) => {
  group.each.setup(emptyStores)
  group.each.teardown(() => app.container.restoreAll([PaymentGateway, Clock]))

  test('38 takes {kind} {value} off {price} rupees')
    .with([
      { kind: 'percent', value: 10, price: 499, amount: 44_900 },
      { kind: 'percent', value: 33, price: 100, amount: 6700 },
      { kind: 'percent', value: 1, price: 1, amount: 0 },
      { kind: 'amount', value: 10_000, price: 499, amount: 39_900 },
    ] as const)
    .run(async ({ client, assert }, { kind, value, price, amount }) => {
      const coupon = await aCoupon({ kind, value })
      const course = await aCourse({ price })

      const response = await checkout(client, course, coupon.code)

      response.assertStatus(201)
      const { order } = response.body()
      if (amount === 0) return assert.isNull(order)
      assert.equal(order.amount, amount)
      assert.deepEqual(response.body().price, {
        list: price * 100,
        discount: price * 100 - amount,
        amount,
      })
      const stored = await Order.findByOrFail({ gatewayOrderId: order.id })
      assert.containsSubset(stored.$attributes, {
        listInPaise: price * 100,
        discountInPaise: price * 100 - amount,
        amountInPaise: amount,
        couponCode: coupon.code,
      })
    })

  test('38 accepts a code in any case, with blanks around it', async ({ client }) => {
    const course = await aCourse()
    await aCoupon({ code: 'DIWALI-26' })
    const response = await checkout(client, course, '  diwali-26 ')
    response.assertStatus(201)
    response.assertBodyContains({ price: { list: 49_900, discount: 5000, amount: 44_900 } })
  })

  test('38 refuses a coupon that {what}')
    .with([
      { what: 'is not active', attributes: { isActive: false } },
      { what: 'is not valid yet', attributes: { validFrom: DateTime.utc().plus({ hours: 1 }) } },
      { what: 'has expired', attributes: { validUntil: DateTime.utc().minus({ seconds: 1 }) } },
      { what: 'is for another course', attributes: { courses: ['a'.repeat(24)] } },
      { what: 'needs a higher price', attributes: { minimumPriceInPaise: 50_000 } },
    ])
    .run(async ({ client, assert }, { attributes }) => {
      const [course, coupon] = [await aCourse(), await aCoupon(attributes)]
      const response = await checkout(client, course, coupon.code)
      response.assertStatus(400)
      response.assertBodyContains({ code: 'E_COUPON_NOT_APPLICABLE' })
      assert.isEmpty(await Order.all())
      assert.isEmpty(await CouponRedemption.all())
    })

  test('38 applies at the limits of its dates, price and courses', async ({ client }) => {
    const course = await aCourse()
    const coupon = await aCoupon({
      validFrom: DateTime.utc().minus({ seconds: 5 }),
      validUntil: DateTime.utc().plus({ minutes: 1 }),
      minimumPriceInPaise: 49_900,
      courses: [String(course._id)],
    })
    const response = await checkout(client, course, coupon.code)
    response.assertStatus(201)
  })

  test('38 can be used by each learner as often as it says', async ({ client }) => {
    const coupon = await aCoupon({ maxPerLearner: 1 })
    const learner = await aLearner()
    const first = await checkout(client, await aCourse(), coupon.code, learner)
    first.assertStatus(201)

    const second = await checkout(client, await aCourse(), coupon.code, learner)
    second.assertStatus(400)
    const other = await checkout(client, await aCourse(), coupon.code)
    other.assertStatus(201)
  })

  test('38 enrolls at once if the coupon leaves nothing to pay, without the gateway', async ({
    client,
    assert,
  }) => {
    const gateway = new UnreachableGateway()
    app.container.swap(PaymentGateway, () => gateway)
    const [learner, course] = [await aLearner(), await aCourse()]
    const coupon = await aCoupon({ value: 100, maxRedemptions: 1 })

    const response = await checkout(client, course, coupon.code, learner)

    response.assertStatus(201)
    assert.sameMembers(Object.keys(response.body()), ['order', 'course', 'message'])
    assert.isNull(response.body().order)
    assert.deepEqual(response.body().course, courseJson(course))
    assert.deepEqual(await enrollmentsOf(learner), [String(course._id)])
    assert.lengthOf(await progressOf(learner), 1)
    assert.equal(gateway.calls, 0)
    assert.isEmpty(await Order.all())
    const [use] = await redemptionsOf(coupon)
    assert.containsSubset(use.$attributes, { state: 'used', orderId: null, userId: learner.id })

    const again = await checkout(client, course, coupon.code, learner)
    again.assertStatus(400)
    again.assertBodyContains({ code: 'E_ALREADY_ENROLLED' })
    const next = await checkout(client, course, coupon.code)
    next.assertBodyContains({ code: 'E_COUPON_NOT_APPLICABLE' })
  })

  test('37 gives the last use to one of a hundred checkouts at once', async ({
    client,
    assert,
  }) => {
    const [course, coupon] = [await aCourse(), await aCoupon({ maxRedemptions: 1 })]
    const learners = await Promise.all(Array.from({ length: 100 }, () => aLearner()))

    const responses = await Promise.all(
      learners.map((learner) => checkout(client, course, coupon.code, learner))
    )

    const statuses = responses.map((response) => response.status()).toSorted()
    assert.deepEqual(statuses, [201, ...Array.from({ length: 99 }, () => 400)])
    assert.lengthOf(await redemptionsOf(coupon), 1)
    assert.lengthOf(await Order.all(), 1)
  }).timeout(30_000)

  test('37 frees the use again if the gateway fails', async ({ client, assert }) => {
    const [course, coupon] = [await aCourse(), await aCoupon({ maxRedemptions: 1 })]
    app.container.swap(PaymentGateway, () => new UnreachableGateway())
    const failed = await checkout(client, course, coupon.code)
    failed.assertStatus(502)
    assert.isEmpty(await Order.all())
    assert.isEmpty(await redemptionsOf(coupon))

    app.container.restore(PaymentGateway)
    const response = await checkout(client, course, coupon.code)
    response.assertStatus(201)
  })

  test('37 holds a use for thirty minutes, and counts it when it is paid later', async ({
    client,
    assert,
  }) => {
    const [course, coupon] = [await aCourse(), await aCoupon({ maxRedemptions: 1 })]
    const clock = aClock()
    const first = await checkout(client, course, coupon.code)
    clock.shift({ minutes: 29 })
    const early = await checkout(client, course, coupon.code)
    early.assertStatus(400)

    clock.shift({ minutes: 31 })
    const second = await checkout(client, course, coupon.code)
    second.assertStatus(201)

    assert.isFalse(await redeemCouponOf(second.body().order.id))
    assert.isFalse(await redeemCouponOf(second.body().order.id))
    assert.isTrue(await redeemCouponOf(first.body().order.id))
    const uses = await redemptionsOf(coupon).where('state', 'used')
    assert.lengthOf(uses, 2)
  })

  test('37 keeps the amount of an order that is paid when the coupon is used up, with a finding', async ({
    client,
    assert,
  }) => {
    const [course, coupon] = [await aCourse(), await aCoupon({ maxRedemptions: 1 })]
    const clock = aClock()
    const ids: string[] = []
    for (const minutes of [0, 31]) {
      clock.shift({ minutes })
      const response = await checkout(client, course, coupon.code)
      ids.push(response.body().order.id)
    }
    const orders = await Promise.all(
      ids.map((gatewayOrderId) => Order.findByOrFail({ gatewayOrderId }))
    )
    for (const order of orders.toReversed()) await see({ payments: [aGatewayPayment(order)] })

    await Promise.all(orders.map((order) => order.refresh()))
    assert.deepEqual(
      orders.map(({ state }) => state),
      ['paid', 'paid']
    )
    assert.isEmpty(await findingsOf(orders[1]))
    assert.deepEqual(await findingsOf(orders[0]), ['coupon_over_limit'])
    assert.lengthOf(await redemptionsOf(coupon).where('state', 'used'), 2)
  })

  test('37 replaces a learner’s reservation for the same course', async ({ client, assert }) => {
    const [course, coupon] = [await aCourse(), await aCoupon({ maxRedemptions: 1 })]
    const learner = await aLearner()
    const first = await checkout(client, course, coupon.code, learner)
    const second = await checkout(client, course, coupon.code, learner)
    second.assertStatus(201)
    assert.notEqual(first.body().order.id, second.body().order.id)

    const stranger = await checkout(client, course, coupon.code)
    stranger.assertStatus(400)
    assert.isFalse(await redeemCouponOf(second.body().order.id))
  })

  test('39 sells without a coupon when the body has {what}')
    .with([
      { what: 'an empty code', body: { coupon: '' } },
      { what: 'blanks', body: { coupon: '  ' } },
      { what: 'null', body: { coupon: null } },
      { what: 'unknown members', body: { amount: 1, code: 'X', coupons: ['A'] } },
      { what: 'a list', body: [1] },
    ])
    .run(async ({ client, assert }, { body }) => {
      const course = await aCourse()
      const response = await client
        .post(`/api/course/checkout/${course._id}`)
        .headers(await tokenOf(await aLearner()))
        .json(body as object)
      response.assertStatus(201)
      assert.sameMembers(Object.keys(response.body()), ['order', 'course'])
      assert.equal(response.body().order.amount, 49_900)
    })

  test('39 sells without a body', async ({ client, assert }) => {
    const course = await aCourse()
    const headers = await tokenOf(await aLearner())
    const response = await client.post(`/api/course/checkout/${course._id}`).headers(headers)
    response.assertStatus(201)
    assert.sameMembers(Object.keys(response.body()), ['order', 'course'])
  })

  test('38 counts a use of a coupon whose code has changed since', async ({ client, assert }) => {
    const coupon = await aCoupon({ code: 'BEFORE', maxRedemptions: 1 })
    const response = await checkout(client, await aCourse(), 'BEFORE')
    await coupon.merge({ code: 'AFTER' }).save()

    assert.isFalse(await redeemCouponOf(response.body().order.id))

    const [redemption] = await redemptionsOf(coupon)
    assert.equal(redemption.state, 'used')
  })

  test('39 refuses {what}')
    .with([
      { what: 'an unknown code', coupon: 'NOT-THERE', status: 404 },
      { what: 'a code that cannot exist', coupon: 'a b', status: 404 },
      { what: 'a null byte', coupon: 'A\0B', status: 404 },
      { what: 'a number', coupon: 7, status: 422 },
      { what: 'a list', coupon: ['A'], status: 422 },
      { what: 'a code of 33 characters', coupon: 'A'.repeat(33), status: 422 },
    ])
    .run(async ({ client, assert }, { coupon, status }) => {
      const response = await checkout(client, await aCourse(), coupon)
      response.assertStatus(status)
      if (status === 404) response.assertBodyContains({ code: 'E_COUPON_NOT_FOUND' })
      assert.isEmpty(await Order.all())
    })

  test('39 keeps the amount of an order whose course gets another price', async ({
    client,
    assert,
  }) => {
    const [course, coupon] = [await aCourse({ price: 100 }), await aCoupon({ value: 50 })]
    const response = await checkout(client, course, coupon.code)
    await CourseDocument.updateOne({ _id: course._id }, { price: 900 })
    const order = await Order.findByOrFail({ gatewayOrderId: response.body().order.id })
    assert.equal(order.amountInPaise, 5000)
    assert.isFalse(await redeemCouponOf(order.gatewayOrderId))
  })
})

test.group('Looking a coupon up', (group) => {
  group.each.setup(emptyStores)

  test('38 answers the price without reserving it', async ({ client, assert }) => {
    const [course, coupon] = [await aCourse(), await aCoupon({ maxRedemptions: 1 })]
    const address = `/api/coupons/${coupon.code.toLowerCase()}`
    const response = await client
      .get(address)
      .qs({ course: String(course._id) })
      .headers(await tokenOf(await aLearner()))
    response.assertStatus(200)
    assert.deepEqual(response.body(), {
      coupon: { code: coupon.code, kind: 'percent', value: 10 },
      price: { list: 49_900, discount: 5000, amount: 44_900 },
    })
    assert.isEmpty(await CouponRedemption.all())
  })

  test('38 answers {status} to {what}')
    .with([
      { what: 'nobody', status: 401, code: 'HALF', course: '', signedIn: false },
      { what: 'an unknown code', status: 404, code: 'NONE', course: '', signedIn: true },
      { what: 'a course that is no id', status: 404, code: 'HALF', course: 'x', signedIn: true },
      {
        what: 'an unknown course',
        status: 404,
        code: 'HALF',
        course: 'f'.repeat(24),
        signedIn: true,
      },
    ])
    .run(async ({ client }, { status, code, course, signedIn }) => {
      await aCoupon({ code: 'HALF', value: 50 })
      const headers = signedIn ? await tokenOf(await aLearner()) : { token: 'null' }
      const response = await client.get(`/api/coupons/${code}`).qs({ course }).headers(headers)
      response.assertStatus(status)
    })

  test('38 answers the reason if the coupon does not apply', async ({ client }) => {
    const [course, coupon] = [await aCourse(), await aCoupon({ minimumPriceInPaise: 500_000 })]
    const response = await client
      .get(`/api/coupons/${coupon.code}`)
      .qs({ course: String(course._id) })
      .headers(await tokenOf(await aLearner()))
    response.assertStatus(400)
    response.assertBodyContains({
      code: 'E_COUPON_NOT_APPLICABLE',
      message: 'This coupon applies to courses from ₹5,000.',
    })
  })

  test('38 is limited to thirty an hour, with wrong codes at checkout', async ({
    client,
    cleanup,
  }) => {
    env.set('RATE_LIMITS', 'on')
    cleanup(() => env.set('RATE_LIMITS', 'off'))
    const [learner, course, coupon] = [await aLearner(), await aCourse(), await aCoupon()]
    const headers = await tokenOf(learner)
    const lookUp = (code: string) =>
      client
        .get(`/api/coupons/${code}`)
        .qs({ course: String(course._id) })
        .headers(headers)
    for (let time = 1; time <= 25; time++) {
      const wrong = await lookUp('WRONG')
      wrong.assertStatus(404)
    }
    for (let time = 1; time <= 5; time++) {
      const wrong = await checkout(client, course, `WRONG-${time}`, learner)
      wrong.assertStatus(404)
    }

    const refused = await lookUp(coupon.code)
    refused.assertStatus(429)
    const atCheckout = await checkout(client, course, coupon.code, learner)
    atCheckout.assertStatus(429)
    const without = await checkout(client, course, '', learner)
    without.assertStatus(201)
    const other = await checkout(client, course, coupon.code)
    other.assertStatus(201)
  })
})
