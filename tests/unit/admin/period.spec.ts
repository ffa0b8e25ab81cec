import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { periodBetween, periodNamed, type PeriodName } from '#app/reporting/period'

const ZONE = 'Asia/Kolkata'
const at = (time: string) => DateTime.fromISO(time, { zone: ZONE }) as DateTime<true>

test.group('A compared period', () => {
  test('named {0} on {1} is {2}, compared with {3}')
    .with([
      ['7-days', '2026-11-30', '2026-11-24 to 2026-12-01', '2026-11-17 to 2026-11-24'],
      ['this-month', '2026-11-30', '2026-11-01 to 2026-12-01', '2026-10-01 to 2026-11-01'],
      ['this-month', '2026-11-10', '2026-11-01 to 2026-11-11', '2026-10-01 to 2026-10-11'],
      ['this-month', '2026-03-30', '2026-03-01 to 2026-03-31', '2026-02-01 to 2026-03-01'],
      ['last-month', '2026-03-30', '2026-02-01 to 2026-03-01', '2026-01-01 to 2026-02-01'],
      ['12-months', '2026-11-30', '2025-12-01 to 2026-12-01', '2024-12-01 to 2025-12-01'],
    ] as [PeriodName, string, string, string][])
    .run(({ assert }, [name, today, expected, before]) => {
      const period = periodNamed(name, ZONE, at(`${today}T22:00`))
      const written = (from: DateTime, until: DateTime) =>
        `${from.toISODate()} to ${until.toISODate()}`
      assert.equal(written(period.from, period.until), expected)
      assert.equal(written(period.before, period.beforeUntil), before)
    })

  test('between two days has both of them, in either order', ({ assert }) => {
    const period = periodBetween('2026-03-31', '2026-03-01', ZONE)
    assert.equal(period.from.toISO(), at('2026-03-01').toISO())
    assert.equal(period.until.toISO(), at('2026-04-01').toISO())
    assert.equal(period.before.toISO(), at('2026-01-29').toISO())
    assert.equal(period.beforeUntil.toISO(), period.from.toISO())
  })

  test('is never longer than ten years', ({ assert }) => {
    const period = periodBetween('1900-01-01', '2999-12-31', ZONE)
    assert.equal(period.from.toISODate(), '2989-12-31')
  })
})
