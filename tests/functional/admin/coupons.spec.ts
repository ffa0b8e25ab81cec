import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { newId } from '#app/platform/ids'
import Coupon from '#app/payments/models/coupon'
import CouponRedemption from '#app/payments/models/coupon_redemption'
import Order from '#app/payments/models/order'
import { actionsAbout } from '#tests/helpers/audit'
import { aCourse } from '#tests/helpers/catalog'
import { aCoupon } from '#tests/helpers/coupons'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { anOrder } from '#tests/helpers/payments'
import { aLearner, anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const LIST = '/admin/payments/coupons'
const SCRIPT = '<script>alert(1)</script>'

/** A use of a coupon by a paid order. */
async function aUseOf(coupon: Coupon, { courseTitle = 'Knots that hold' } = {}) {
  const learner = await aLearner({ name: 'Asha Rao' })
  const course = await aCourse({ title: courseTitle, price: 1000 })
  const gatewayOrderId = await anOrder(learner, course)
  const order = await Order.findByOrFail({ gatewayOrderId })
  await order.merge({ listInPaise: 1100_00, discountInPaise: 100_00 }).save()
  const now = DateTime.utc()
  const owner = { couponId: coupon.id, userId: learner.id, courseId: String(course._id) }
  const use = { state: 'used', heldUntil: now, redeemedAt: now, orderId: order.id } as const
  await CouponRedemption.create({ ...owner, ...use })
  return { learner, order }
}

test.group('Coupons in the dashboard', (group) => {
  let visitor: Visitor
  group.each.setup(async () => {
    await emptyStores()
    visitor = await aVisitorSignedInAs(await anAdministrator())
    visitor.cookies.set('theta_zone', 'Asia/Kolkata')
    await visitor.get(`${LIST}/new`)
  })

  test('creates a coupon from rupees, local times and chosen courses', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots that hold' })
    const fields = {
      coupon: ' new-year ',
      kind: 'amount',
      value: '1,500',
      minimumPrice: '2000',
      validFrom: '2026-12-01T00:00',
      validUntil: '2027-01-01T00:00',
      maxRedemptions: '100',
      maxPerLearner: '1',
      isActive: '1',
    }
    const created = await visitor.postForm(LIST, fields, { 'courses[]': [String(course._id)] })

    const coupon = await Coupon.findByOrFail({ code: 'NEW-YEAR' })
    assert.equal(created.location, `${LIST}/${coupon.id}`)
    assert.containsSubset(coupon.serialize(), {
      kind: 'amount',
      value: 1500_00,
      courses: [String(course._id)],
      minimumPriceInPaise: 2000_00,
      maxRedemptions: 100,
      maxPerLearner: 1,
      isActive: true,
    })
    assert.equal(coupon.validFrom!.toUTC().toISO(), '2026-11-30T18:30:00.000Z')
    assert.equal(coupon.validUntil!.toUTC().toISO(), '2026-12-31T18:30:00.000Z')
    assert.deepEqual(await actionsAbout(coupon.id), ['coupon.created'])
    const { html } = await visitor.follow(created)
    for (const text of ['Coupon NEW-YEAR created', '₹1,500', 'value="2026-12-01T00:00"'])
      assert.include(html, text)
    assert.match(html, /name="courses\[\]"\s+value="[0-9a-f]+"\s+checked/)
  })

  test('shows what was typed next to the errors of a rejected form', async ({ assert }) => {
    const [first, second] = [await aCourse(), await aCourse()]
    const refused = await visitor.postForm(
      LIST,
      {
        coupon: 'no',
        kind: 'percent',
        value: '101',
        validFrom: '2026-12-02T00:00',
        validUntil: '2026-12-01T00:00',
        maxRedemptions: '0',
      },
      { 'courses[]': [String(second._id)] }
    )
    const { html } = await visitor.follow(refused)
    const told = [
      'Use 3 to 32 letters, digits or hyphens.',
      'A percentage is at most 100.',
      'Enter a time after the start.',
      'Enter a number between 1 and',
      'value="101"',
    ]
    for (const text of told) assert.include(html, text)
    assert.match(html, new RegExp(`value="${second._id}"\\s+checked`))
    assert.notMatch(html, new RegExp(`value="${first._id}"\\s+checked`))
    assert.isNull(await Coupon.first())
  })

  test('refuses a code that another coupon has', async ({ assert }) => {
    await aCoupon({ code: 'DIWALI' })
    const fields = { coupon: 'diwali', kind: 'percent', value: '10' }
    const { html } = await visitor.follow(await visitor.post(LIST, fields))
    assert.include(html, 'There is already a coupon with this code.')
    assert.include(html, 'id="field-coupon-error"')
    assert.include(html, 'value="diwali"')
  })

  test('changes a coupon, and keeps the discount of a used one', async ({ assert }) => {
    const coupon = await aCoupon({ code: 'DIWALI', value: 10, maxRedemptions: 5 })
    await aUseOf(coupon)
    const path = `${LIST}/${coupon.id}`
    const { html } = await visitor.get(path)
    assert.include(html, 'because the coupon has been used')
    assert.include(html, '1 of 5')

    const fields = { coupon: 'DIWALI-2', kind: 'percent', value: '10', maxRedemptions: '' }
    await visitor.post(path, fields)
    await coupon.refresh()
    assert.containsSubset(coupon.serialize(), { code: 'DIWALI-2', maxRedemptions: null })
    assert.deepEqual(await actionsAbout(coupon.id), ['coupon.changed'])

    const refused = await visitor.post(path, { ...fields, value: '20' })
    const { html: page } = await visitor.follow(refused)
    assert.include(page, 'This coupon has been used.')
    await coupon.refresh()
    assert.equal(coupon.value, 10)
  })

  test('switches a coupon off and on again, and changes nothing else', async ({ assert }) => {
    const validUntil = DateTime.fromISO('2027-01-01T12:30:15Z')
    const limits = { minimumPriceInPaise: 500_00, validUntil, maxPerLearner: 2 }
    const coupon = await aCoupon({ ...limits, courses: [newId()], isActive: true })
    const before = coupon.serialize()
    await visitor.get(LIST)
    await visitor.post(`${LIST}/${coupon.id}/state`, { isActive: '0' })
    const { html } = await visitor.get(LIST)
    assert.match(html, /Off\s*<\/span>/)
    const switched = await Coupon.findOrFail(coupon.id)
    assert.isFalse(switched.isActive)

    await visitor.post(`${LIST}/${coupon.id}/state`, { isActive: '1' })
    const restored = await Coupon.findOrFail(coupon.id)
    const after = restored.serialize()
    for (const name of Object.keys(limits)) assert.deepEqual(after[name], before[name], name)
    assert.deepEqual(after.courses, coupon.courses)
    assert.deepEqual(await actionsAbout(coupon.id), ['coupon.changed', 'coupon.changed'])
  })

  test('deletes an unused coupon, and no used one', async ({ assert }) => {
    const [unused, used] = [await aCoupon(), await aCoupon()]
    await aUseOf(used)
    const deleted = await visitor.post(`${LIST}/${unused.id}/delete`)
    assert.equal(deleted.location, LIST)
    assert.deepEqual(await actionsAbout(unused.id), ['coupon.deleted'])

    await visitor.get(`${LIST}/${used.id}`)
    const { html } = await visitor.follow(await visitor.post(`${LIST}/${used.id}/delete`))
    assert.include(html, 'it can’t be deleted')
    assert.isNull(await Coupon.find(unused.id))
    assert.isNotNull(await Coupon.find(used.id))
  })

  test('lists coupons with their states, and finds one by a part of its code', async ({
    assert,
  }) => {
    const { html: empty } = await visitor.get(LIST)
    assert.include(empty, 'No coupons yet')

    const now = DateTime.utc()
    await aCoupon({ code: 'SUMMER-25', value: 25 })
    await aCoupon({ code: 'EXPIRED', validUntil: now.minus({ days: 1 }) })
    await aCoupon({ code: 'LATER', validFrom: now.plus({ days: 1 }) })
    await aCoupon({ code: 'RUPEES', kind: 'amount', value: 500_00, isActive: false })
    const { html } = await visitor.get(LIST)
    for (const text of ['25%', '₹500', 'Active', 'Expired', 'Scheduled', 'Off'])
      assert.include(html, text)

    const { html: found } = await visitor.get(`${LIST}?search=summer`)
    assert.include(found, 'SUMMER-25')
    assert.notInclude(found, 'LATER')
    const { html: none } = await visitor.get(`${LIST}?search=%25`)
    assert.include(none, 'No coupons match')
  })

  test('lists who used a coupon, and for which order', async ({ assert }) => {
    const coupon = await aCoupon()
    const { learner, order } = await aUseOf(coupon, { courseTitle: SCRIPT })
    const { html } = await visitor.get(`${LIST}/${coupon.id}`)
    assert.include(html, `href="/admin/people/${learner.id}"`)
    assert.include(html, `href="/admin/payments/orders/${order.id}"`)
    assert.include(html, '₹100')
    assert.notInclude(html, SCRIPT)
    const { status } = await visitor.get(`${LIST}/${newId()}`)
    assert.equal(status, 404)
  })
})
