import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { newId } from '#app/platform/ids'
import Coupon from '#app/payments/models/coupon'
import CouponRedemption from '#app/payments/models/coupon_redemption'
import { actionsAbout } from '#tests/helpers/audit'
import { aCoupon } from '#tests/helpers/coupons'
import { aLearner, anAdministrator, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'
import { DateTime } from 'luxon'

const DETAILS = { code: 'new-year', kind: 'amount', value: 10_000 }

test.group('Coupons for administrators', (group) => {
  let headers: { token: string }
  group.each.setup(async () => {
    await emptyStores()
    headers = await tokenOf(await anAdministrator())
  })

  const create = (client: ApiClient, body: object) =>
    client.post('/api/admin/coupons').headers(headers).json(body)

  async function use(coupon: Coupon) {
    const now = DateTime.utc()
    const learner = await aLearner()
    const row = { couponId: coupon.id, userId: learner.id, courseId: newId() }
    await CouponRedemption.create({ ...row, state: 'used', heldUntil: now, redeemedAt: now })
  }

  test('creates a coupon without limits', async ({ client, assert }) => {
    const response = await create(client, DETAILS)
    response.assertStatus(201)
    const { coupon } = response.body()
    assert.containsSubset(coupon, {
      code: 'NEW-YEAR',
      kind: 'amount',
      value: 10_000,
      courses: null,
      minimumPrice: null,
      validFrom: null,
      validUntil: null,
      maxRedemptions: null,
      maxPerLearner: null,
      isActive: true,
      redeemed: 0,
      reserved: 0,
    })
    assert.deepEqual(await actionsAbout(coupon._id), ['coupon.created'])
  })

  test('creates a coupon with every limit, and changes it', async ({ client, assert }) => {
    const course = newId()
    const limits = {
      courses: [course],
      minimumPrice: 50_000,
      validFrom: '2026-12-01T00:00:00+05:30',
      validUntil: '2027-01-01T00:00:00Z',
      maxRedemptions: 100,
      maxPerLearner: 1,
      isActive: false,
    }
    const created = await create(client, { ...DETAILS, ...limits })
    created.assertStatus(201)
    const { _id: id } = created.body().coupon
    const address = `/api/admin/coupons/${id}`

    const changed = await client
      .patch(address)
      .headers(headers)
      .json({ isActive: true, maxPerLearner: null })
    changed.assertStatus(200)
    const shown = await client.get(address).headers(headers)
    assert.deepEqual(shown.body(), changed.body())
    assert.containsSubset(shown.body().coupon, {
      ...limits,
      validFrom: '2026-11-30T18:30:00.000Z',
      validUntil: '2027-01-01T00:00:00.000Z',
      isActive: true,
      maxPerLearner: null,
    })
    assert.deepEqual(await actionsAbout(id), ['coupon.created', 'coupon.changed'])
  })

  test('lists pages of coupons, newest first', async ({ client, assert }) => {
    const coupons = [await aCoupon(), await aCoupon(), await aCoupon()]
    await use(coupons[2])
    const response = await client.get('/api/admin/coupons').qs({ limit: 2 }).headers(headers)
    response.assertStatus(200)
    response.assertBodyContains({ page: 1, limit: 2, total: 3 })
    const codes = response.body().coupons.map(({ code }: { code: string }) => code)
    assert.sameMembers(codes, [coupons[2].code, coupons[1].code])
    assert.equal(response.body().coupons[0].redeemed, 1)
    const wrong = await client.get('/api/admin/coupons').qs({ limit: 101 }).headers(headers)
    wrong.assertStatus(422)
  })

  test('refuses {what}')
    .with([
      { what: 'a short code', body: { code: 'AB' } },
      { what: 'a code with other characters', body: { code: 'ÄPFEL' } },
      { what: 'an unknown kind', body: { kind: 'gift' } },
      { what: 'a percentage above 100', body: { kind: 'percent', value: 101 } },
      { what: 'a percentage of 0', body: { kind: 'percent', value: 0 } },
      { what: 'an amount with paise', body: { value: 150 } },
      { what: 'a value that is text', body: { value: '100' } },
      { what: 'a lowest price with paise', body: { minimumPrice: 50 } },
      { what: 'courses that are no ids', body: { courses: ['x'] } },
      { what: 'no courses', body: { courses: [] } },
      { what: 'a time without an offset', body: { validFrom: '2026-12-01T00:00:00' } },
      { what: 'a day that does not exist', body: { validUntil: '2026-02-30T00:00:00Z' } },
      {
        what: 'an end before the start',
        body: { validFrom: '2026-12-02T00:00:00Z', validUntil: '2026-12-01T00:00:00Z' },
      },
      { what: 'a limit of 0', body: { maxRedemptions: 0 } },
      { what: 'a limit of half a use', body: { maxPerLearner: 0.5 } },
    ])
    .run(async ({ client, assert }, { body }) => {
      const response = await create(client, { ...DETAILS, ...body })
      response.assertStatus(422)
      assert.isEmpty(await Coupon.all())
    })

  test('refuses a code that is taken, in any case', async ({ client }) => {
    await aCoupon({ code: 'NEW-YEAR' })
    const response = await create(client, DETAILS)
    response.assertStatus(409)
    response.assertBodyContains({ code: 'E_COUPON_CODE_TAKEN' })
  })

  test('keeps the discount of a used coupon, but not its limits', async ({ client, assert }) => {
    const coupon = await aCoupon({ value: 10 })
    await use(coupon)
    const address = `/api/admin/coupons/${coupon.id}`
    const change = (body: object) => client.patch(address).headers(headers).json(body)

    for (const body of [{ value: 20 }, { kind: 'amount', value: 100 }]) {
      const refused = await change(body)
      refused.assertStatus(409)
      refused.assertBodyContains({ code: 'E_COUPON_USED' })
    }
    const removed = await client.delete(address).headers(headers)
    removed.assertStatus(409)
    const ended = await change({ isActive: false, value: 10 })
    ended.assertStatus(200)
    await coupon.refresh()
    assert.isFalse(coupon.isActive)
  })

  test('deletes a coupon that nobody has used', async ({ client, assert }) => {
    const coupon = await aCoupon()
    const address = `/api/admin/coupons/${coupon.id}`
    const response = await client.delete(address).headers(headers)
    response.assertStatus(200)
    assert.isString(response.body().message)
    assert.isEmpty(await Coupon.all())
    const again = await client.delete(address).headers(headers)
    again.assertStatus(404)
    assert.deepEqual(await actionsAbout(coupon.id), ['coupon.deleted'])
  })
})
