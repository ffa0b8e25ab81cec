import { test } from '@japa/runner'
import fc from 'fast-check'
import { compare } from '../src/bson/compare.ts'
import { decode } from '../src/bson/decode.ts'
import { encode } from '../src/bson/encode.ts'
import { encodeKey, identity, KeyWriter } from '../src/bson/key_encoding.ts'
import { Decimal128, Double, typeName } from '../src/bson/types.ts'
import { document, value } from './values.ts'

const RUNS = { numRuns: 1500 }

test.group('The key encoding', () => {
  test('orders any two values as MongoDB does', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const byBytes = Math.sign(Buffer.compare(encodeKey(a), encodeKey(b)))
        return byBytes === Math.sign(compare(a, b))
      }),
      RUNS
    )
  })

  test('reverses the order of a descending field', () => {
    const descending = (one: Parameters<typeof encodeKey>[0]) =>
      new KeyWriter().write(one, true).take()
    fc.assert(
      fc.property(value, value, (a, b) => {
        const byBytes = Math.sign(Buffer.compare(descending(a), descending(b)))
        return byBytes === -Math.sign(compare(a, b)) || compare(a, b) === 0
      }),
      RUNS
    )
  })

  test('makes no text a prefix of another, even with control characters', ({ assert }) => {
    const texts = [
      '',
      '\0',
      '\0\0',
      '\u0001',
      '\u0002',
      'a',
      'a\0',
      'a\0b',
      'a\u0001',
      'a\u0002',
      'ab',
    ]
    const ascending = texts.toSorted((a, b) => compare(a, b))
    const keys = ascending.map((one) => encodeKey(one))
    const inverted = ascending.map((one) => new KeyWriter().write(one, true).take())

    assert.deepEqual(keys.toSorted(Buffer.compare), keys)
    assert.deepEqual(inverted.toSorted(Buffer.compare), inverted.toReversed())
  })

  test('keeps the fields of a compound key apart', () => {
    const compound = (values: Parameters<typeof encodeKey>[0][]) =>
      Buffer.concat(values.map((one) => encodeKey(one)))
    fc.assert(
      fc.property(value, value, value, value, (a, b, c, d) => {
        const expected = Math.sign(compare(a, c) || compare(b, d))
        return Math.sign(Buffer.compare(compound([a, b]), compound([c, d]))) === expected
      }),
      RUNS
    )
  })

  test('gives the same identity to equal values and only to them', () => {
    fc.assert(
      fc.property(value, value, (a, b) => (identity(a) === identity(b)) === (compare(a, b) === 0)),
      RUNS
    )
  })

  test('distinguishes longs and decimals that have the same nearest double', ({ assert }) => {
    const ascending = [
      2n ** 53n,
      2n ** 53n + 1n,
      Decimal128.fromString('9007199254740993.5'),
      2n ** 53n + 2n,
      new Double(2 ** 60),
      Decimal128.fromString('1E400'),
      Decimal128.fromString('1.1E400'),
      new Double(Infinity),
    ]
    const keys = ascending.map((one) => encodeKey(one))
    assert.deepEqual([...keys].sort(Buffer.compare), keys)
    assert.notEqual(compare(new Double(0.1), Decimal128.fromString('0.1')), 0)
  })
})

test.group('The codec', () => {
  test('preserves types, order of fields and bytes in a round trip', ({ assert }) => {
    fc.assert(
      fc.property(document, (original) => {
        const bytes = encode(original)
        const copy = decode(bytes)
        assert.deepEqual([...copy.keys()], [...original.keys()])
        for (const [name, member] of original)
          assert.equal(typeName(copy.get(name)), typeName(member))
        return encode(copy).equals(bytes)
      }),
      RUNS
    )
  })

  test('survives a document that outgrows its buffer', ({ assert }) => {
    const big = new Map([
      ['list', Array.from({ length: 3000 }, (_, at) => new Map([[`f${at}`, at]]))],
    ])
    assert.equal(decode(encode(big)).size, 1)
  })

  test('refuses arbitrary bytes without hanging or crashing', () => {
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(255), (original, at, byte) => {
        const bytes = encode(original)
        bytes[at % bytes.length] = byte
        try {
          decode(bytes)
        } catch (error) {
          return (error as { code?: number }).code === 22
        }
        return true
      }),
      RUNS
    )
  })
})
