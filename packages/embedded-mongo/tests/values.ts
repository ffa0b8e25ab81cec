import fc from 'fast-check'
import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  type Doc,
  type Value,
} from '../src/bson/types.ts'

/** Field names from a small set, so that fields of documents often coincide. */
export const fieldName = fc.constantFrom('a', 'b', 'c', '0', 'ü')

const number: fc.Arbitrary<Value> = fc.oneof(
  fc.integer(),
  fc.integer({ min: -3, max: 3 }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double().map((value) => new Double(value)),
  fc.integer({ min: -3, max: 3 }).map((value) => new Double(value)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -30, max: 30 }))
    .map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`)),
  fc
    .constantFrom('NaN', 'Infinity', '-Infinity', '1', '0.1', '9007199254740993')
    .map((text) => Decimal128.fromString(text))
)

export const scalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: number },
  {
    weight: 2,
    arbitrary: fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => text.isWellFormed()),
  },
  fc.constantFrom('', 'a', 'a\0', 'ab', '\u{1f600}', '\uffff'),
  fc.constantFrom<Value>(null, true, false, new MinKey(), new MaxKey()),
  fc.integer({ min: -1e12, max: 1e12 }).map((time) => new Date(time)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 5 }).map((bytes) => new Binary(bytes, 0)),
  fc.tuple(fc.nat(9), fc.nat(9)).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom('^a', 'b').map((pattern) => new BSONRegExp(pattern, 'i'))
)

/** Values of all types, nested up to three levels. */
export const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value; doc: Doc; list: Value[] }>(
  (tie) => ({
    value: fc.oneof({ maxDepth: 3, depthSize: 'small' }, scalar, tie('doc'), tie('list')),
    doc: fc
      .uniqueArray(fc.tuple(fieldName, tie('value')), { maxLength: 3, selector: ([name]) => name })
      .map((members) => new Map(members)),
    list: fc.array(tie('value'), { maxLength: 3 }),
  })
).value

export const document: fc.Arbitrary<Doc> = fc
  .uniqueArray(fc.tuple(fieldName, value), { maxLength: 4, selector: ([name]) => name })
  .map((members) => new Map(members))
