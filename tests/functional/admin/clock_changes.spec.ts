import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#app/platform/ids'
import { periodOf } from '#app/platform/sql/period'
import { sqlTime } from '#app/platform/sql/time'
import { paymentsFitting } from '#app/payments/money_filter'
import { datesIn } from '#app/reporting/period'
import SumSalesByDay from '#app/reporting/queries/sum_sales_by_day'
import { aLearner } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const DAYS = 5

/** A payment for each quarter of an hour of some days. */
async function paymentsFrom(start: DateTime) {
  const { id: userId } = await aLearner()
  const orders = Array.from({ length: DAYS * 96 }, (_, index) => ({
    id: newId(),
    user_id: userId,
    course_id: newId(),
    amount_in_paise: 100,
    currency: 'INR',
    created_at: sqlTime(start.plus({ minutes: index * 15 })),
  }))
  for (let at = 0; at < orders.length; at += 96) {
    const part = orders.slice(at, at + 96)
    await db
      .table('orders')
      .multiInsert(
        part.map((row) => ({ ...row, gateway_order_id: `order_${row.id}`, course_title: 'Knots' }))
      )
    await db
      .table('payments')
      .multiInsert(
        part.map((row) => ({ ...row, order_id: row.id, gateway_payment_id: `pay_${row.id}` }))
      )
  }
}

test.group('Revenue by day', (group) => {
  group.each.setup(emptyStores)

  test('agrees with the list of the day across the clock change of {day} in {zone}')
    .with([
      { zone: 'Europe/Berlin', day: '2026-03-29' },
      { zone: 'Europe/Berlin', day: '2026-10-25' },
      { zone: 'America/New_York', day: '2026-11-01' },
      { zone: 'Australia/Lord_Howe', day: '2026-04-05' },
      { zone: 'America/Havana', day: '2024-11-03' },
      { zone: 'Asia/Beirut', day: '2025-03-30' },
      { zone: 'Africa/Cairo', day: '2024-10-31' },
      { zone: 'Pacific/Apia', day: '2011-12-30' },
      { zone: 'Asia/Kolkata', day: '2026-11-21' },
    ])
    .run(async ({ assert }, { zone, day }) => {
      const start = DateTime.fromISO(day, { zone: 'utc' }).minus({ days: 2 })
      await paymentsFrom(start)
      const dates = datesIn({
        from: start.minus({ days: 1 }),
        until: start.plus({ days: DAYS + 1 }),
      })
      const whole = periodOf({ from: dates[0], to: dates.at(-1) }, zone)

      const sales = await new SumSalesByDay().handle({ before: whole.from!, until: whole.until! })

      for (const date of dates) {
        const listed = await paymentsFitting(periodOf({ from: date, to: date }, zone))
        const isSkipped = DateTime.fromISO(date, { zone }).toISODate() !== date
        if (!isSkipped) assert.equal(sales.get(date)?.payments ?? 0, listed.length, date)
      }
      const all = [...sales.values()].reduce((total, { payments }) => total + payments, 0)
      assert.equal(all, DAYS * 96)
    })
})
