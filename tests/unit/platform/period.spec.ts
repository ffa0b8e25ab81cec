import { test } from '@japa/runner'
import { periodOf } from '#app/platform/sql/period'

test.group('A period of days', () => {
  test('lasts from {1} until {2} on {3} in {0}')
    .with([
      ['Asia/Kolkata', '2026-11-20T18:30Z', '2026-11-21T18:30Z', '2026-11-21'],
      ['Europe/Berlin', '2026-03-28T23:00Z', '2026-03-29T22:00Z', '2026-03-29'],
      ['Europe/Berlin', '2026-10-24T22:00Z', '2026-10-25T23:00Z', '2026-10-25'],
      ['America/Havana', '2024-11-03T04:00Z', '2024-11-04T05:00Z', '2024-11-03'],
      ['Asia/Beirut', '2025-03-29T22:00Z', '2025-03-30T21:00Z', '2025-03-30'],
    ] as const)
    .run(({ assert }, [zone, from, until, day]) => {
      const period = periodOf({ from: day, to: day }, zone)
      assert.equal(period.from?.toMillis(), Date.parse(from))
      assert.equal(period.until?.toMillis(), Date.parse(until))
    })

  test('has no bounds without days', ({ assert }) => {
    assert.deepEqual(periodOf({}, 'UTC'), { from: undefined, until: undefined })
  })
})
