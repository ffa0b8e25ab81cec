import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { DateTime } from 'luxon'
import TakeOverPayments from '#app/payments/actions/take_over_payments'
import LedgerEntry from '#app/payments/models/ledger_entry'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import ReportedPayment from '#app/payments/models/reported_payment'
import { newId } from '#app/platform/ids'
import { ace } from '#tests/helpers/console'
import { aPurchase, historyOf } from '#tests/helpers/ledger'
import { aLearner } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'
import SeedDemo from '#database/demo/seed_demo'

test.group('Taking payments over', (group) => {
  group.each.setup(emptyStores)

  test('records them as captured, once, also if order and payment share their id', async ({
    assert,
  }) => {
    const learner = await aLearner()
    const id = newId()
    const common = { id, userId: learner.id, courseId: newId(), currency: 'INR' }
    const money = { ...common, amountInPaise: 49_900, createdAt: DateTime.utc() }
    const paidAt = DateTime.utc()
    const order = await Order.create({
      ...money,
      gatewayOrderId: 'order_1',
      courseTitle: 'Knots',
      paidAt,
    })
    await Payment.create({ ...money, orderId: id, gatewayPaymentId: 'pay_1' })
    await aPurchase()
    const takeOver = await app.container.make(TakeOverPayments)
    for (let time = 1; time <= 2; time++) await takeOver.handle()

    const [payment, ...others] = await ReportedPayment.all()
    assert.isEmpty(others)
    assert.equal(payment.state, 'captured')
    assert.deepEqual(await historyOf(order), ['order – → paid', 'payment – → captured'])
    const entries = await LedgerEntry.query().where('orderId', id)
    assert.isTrue(entries.every(({ facts }) => facts.takenOver === true))
  })

  test('leaves the demo sound', async ({ assert }) => {
    const seedDemo = await app.container.make(SeedDemo)
    for (let time = 1; time <= 2; time++) await seedDemo.handle()
    const { code, stdout } = await ace(['payments:doctor'])
    assert.deepEqual([code, stdout], [0, ''])
  }).timeout(60_000)
})
