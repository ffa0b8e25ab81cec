import { test } from '@japa/runner'
import * as format from '#app/admin/layout/formatters'

test.group('Formatters', () => {
  test('groups money the Indian way, and shows paise only if there are any', ({ assert }) => {
    assert.equal(format.rupees(12_345_600), '₹1,23,456')
    assert.equal(format.rupees(149_950), '₹1,499.50')
    assert.equal(format.rupees(0), '₹0')
    assert.equal(format.count(1_234_567), '12,34,567')
    assert.equal(format.percent(0.125), '12.5%')
  })

  test('shows relative times, and exact ones in the viewer’s time zone', ({ assert }) => {
    const now = Date.UTC(2026, 10, 21, 20, 0, 0)
    const ago = (seconds: number) => format.relativeTime(new Date(now - seconds * 1000), now)
    assert.equal(ago(30), 'just now')
    assert.equal(ago(-30), 'in a moment')
    assert.equal(ago(60), '1 minute ago')
    assert.equal(ago(3 * 3600), '3 hours ago')
    assert.equal(ago(86_400), 'yesterday')
    assert.equal(ago(-7200), 'in 2 hours')
    assert.equal(format.exactTime(new Date(now), 'Asia/Kolkata'), '22 Nov 2026, 01:30:00 GMT+05:30')
    assert.equal(format.day(new Date(now), 'America/New_York'), '21 Nov 2026')
  })

  test('formats durations and sizes', ({ assert }) => {
    assert.deepEqual([42, 725, 3725].map(format.duration), ['42 s', '12:05', '1:02:05'])
    assert.deepEqual([0, 999, 1400, 2_340_000_000].map(format.bytes), [
      '0 B',
      '999 B',
      '1.4 KB',
      '2.3 GB',
    ])
  })

  test('formats people', ({ assert }) => {
    assert.equal(format.initials('Asha Devi Rao'), 'AR')
    assert.equal(format.initials('åse'), 'Å')
    assert.equal(format.initials('Asha Rao (2)'), 'AR')
    assert.equal(format.initials('👩‍🎓 Asha 👨‍👩‍👧'), '👩‍🎓👨‍👩‍👧')
  })

  test('keeps filters in an address', ({ assert }) => {
    const here = { path: '/admin/people', query: { search: 'a b', page: '3' } }
    assert.equal(
      format.addressWith(here, { sort: '-name', page: null }),
      '/admin/people?search=a+b&sort=-name'
    )
    assert.equal(format.addressWith({ path: '/x', query: {} }, { page: null }), '/x')
  })
})
