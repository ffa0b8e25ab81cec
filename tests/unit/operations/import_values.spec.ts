import { test } from '@japa/runner'
import { Decimal128, Long } from 'bson'
import { amountOf, timeOf } from '#app/operations/import/values'

const ID = '65a0c0de0001000000000001'
const CREATED = new Date(0x65a0c0de * 1000)

test.group('An amount of another system', () => {
  for (const [value, amount] of [
    [499, 499],
    ['499', 499],
    [' 499.50 ', 499.5],
    [Decimal128.fromString('799'), 799],
    [Long.fromNumber(798), 798],
    [0, 0],
  ] as const) {
    test(`is read from ${value} (${typeof value})`, ({ assert }) => {
      assert.equal(amountOf(value), amount)
    })
  }

  const tooLarge = Long.fromString('9223372036854775807')
  for (const value of ['0x1F', '1e3', '1,499', '-1', '+5', '', 'a lot', -1, Number.NaN, 2 ** 63]) {
    test(`is not read from ${value} (${typeof value})`, ({ assert }) => {
      assert.isUndefined(amountOf(value))
    })
  }

  test('is not read from more than JavaScript can count', ({ assert }) => {
    for (const value of ['9223372036854775808', tooLarge, true, null, undefined, [5]])
      assert.isUndefined(amountOf(value))
  })
})

test.group('A time of another system', () => {
  const read = (value: unknown) => {
    const notes: string[] = []
    return { time: timeOf(value, ID, (sentence) => notes.push(sentence)), notes }
  }

  for (const value of [new Date('2025-05-06'), '2025-05-06', Date.parse('2025-05-06')]) {
    test(`is read from ${value} (${typeof value})`, ({ assert }) => {
      assert.deepEqual(read(value), { time: new Date('2025-05-06'), notes: [] })
    })
  }

  for (const value of [1_746_489_600, '1746489600', 0, 'x', '0001-01-01', '9999-01-01']) {
    test(`is reported and taken from the id for ${value} (${typeof value})`, ({ assert }) => {
      const { time, notes } = read(value)
      assert.deepEqual(time, CREATED)
      assert.deepEqual(notes, [
        `Its time ${value} can’t be read. 2024-01-12, as in its id, was used.`,
      ])
    })
  }

  test('is taken from the id without a note if there is none', ({ assert }) => {
    for (const value of [undefined, null])
      assert.deepEqual(read(value), { time: CREATED, notes: [] })
  })
})
