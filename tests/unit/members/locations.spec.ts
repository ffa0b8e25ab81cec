import { test } from '@japa/runner'
import Locations from '#app/members/locations'

test.group('The location of an address', () => {
  for (const [ip, location] of [
    ['8.8.8.8', 'United States'],
    ['194.25.0.60', 'Germany'],
    ['2001:4860:4860::8888', 'United States'],
  ] as const)
    test(`is ${location} for ${ip}`, async ({ assert }) => {
      assert.equal(await new Locations().of(ip), location)
    })

  for (const ip of [
    '10.1.2.3',
    '127.0.0.1',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fd00::1',
    'fe80::1',
    'nonsense',
  ])
    test(`is not looked up for ${ip}`, async ({ assert }) => {
      const locations = new Locations(() => Promise.reject(new Error('asked')))
      let isAsked = false
      const asking = new Locations(async () => {
        isAsked = true
        return { get: () => null }
      })
      assert.equal(await locations.of(ip), 'Unknown Location')
      assert.equal(await asking.of(ip), 'Unknown Location')
      assert.isFalse(isAsked)
    })

  for (const [title, database] of [
    ['can not be opened', () => Promise.reject(new Error('missing'))],
    ['has no record', async () => ({ get: () => null })],
    ['has a record without a country', async () => ({ get: () => ({}) })],
    ['takes too long', () => new Promise<never>(() => {})],
  ] as const)
    test(`is unknown if the database ${title}`, async ({ assert }) => {
      assert.equal(await new Locations(database, 20).of('8.8.8.8'), 'Unknown Location')
    })
})
