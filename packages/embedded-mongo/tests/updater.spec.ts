import { test } from '@japa/runner'
import fc from 'fast-check'
import { encode } from '../src/bson/encode.ts'
import { Decimal128, Double, typeName, type Doc, type Value } from '../src/bson/types.ts'
import { runSync } from '../src/pause.ts'
import { compileUpdate } from '../src/update/update.ts'
import { document, fieldName, value } from './values.ts'

const doc = (members: Record<string, Value>): Doc => new Map(Object.entries(members))
const applied = (update: Doc, to: Doc, arrayFilters?: Value) =>
  runSync(runSync(compileUpdate(update, { arrayFilters })).apply(to, {}))
const apply = (update: Record<string, Record<string, Value>>, to: Record<string, Value>) => {
  const spec = doc(
    Object.fromEntries(Object.entries(update).map(([name, members]) => [name, doc(members)]))
  )
  return applied(spec, doc(to))
}

test.group('The updater', () => {
  test('leaves all other fields and their order unchanged', () => {
    fc.assert(
      fc.property(document, fieldName, value, (before, name, wanted) => {
        const copy = encode(before)
        const after = applied(doc({ $set: doc({ [name]: wanted }) }), before)
        const others = (of: Doc) => encode(new Map([...of].filter(([other]) => other !== name)))
        const kept = before.has(name)
          ? [...after.keys()].join() === [...before.keys()].join()
          : true
        return kept && others(after).equals(others(before)) && encode(before).equals(copy)
      }),
      { numRuns: 500 }
    )
  })

  test('keeps the wider type in $inc and widens it if the sum requires it', ({ assert }) => {
    const typeOf = (start: Value, by: Value) =>
      typeName(apply({ $inc: { n: by } }, { n: start }).get('n'))
    assert.equal(typeOf(1, 1), 'int')
    assert.equal(typeOf(2147483647, 1), 'long')
    assert.equal(typeOf(1n, 1), 'long')
    assert.equal(typeOf(1, new Double(1)), 'double')
    assert.equal(typeOf(1, Decimal128.fromString('1')), 'decimal')
    assert.throws(() => apply({ $inc: { n: 1 } }, { n: 2n ** 63n - 1n }), /Failed to apply \$inc/)
    assert.throws(() => apply({ $inc: { n: 1 } }, { n: 'x' }), /non-numeric type/)
  })

  test('refuses two changes to the same path', ({ assert }) => {
    assert.throws(() => apply({ $set: { 'a.b': 1 }, $inc: { a: 1 } }, {}), /conflict at 'a'/)
    assert.throws(() => apply({ $set: { a: 1 }, $unset: { a: 1 } }, {}), /conflict at 'a'/)
  })

  test('refuses unknown modifiers and paths through scalars', ({ assert }) => {
    assert.throws(() => apply({ $foo: { a: 1 } }, {}), /Unknown modifier: \$foo/)
    assert.throws(() => apply({ $set: { 'a.b': 1 } }, { a: 1 }), /Cannot create field 'b'/)
  })

  test('changes the array elements selected by arrayFilters', ({ assert }) => {
    const spec = doc({ $set: doc({ 'list.$[big].seen': true }) })
    const to = doc({ list: [doc({ n: 1 }), doc({ n: 2 })] })
    const after = applied(spec, to, [doc({ 'big.n': doc({ $gt: 1 }) })])
    assert.deepEqual(
      (after.get('list') as Doc[]).map((one) => one.get('seen')),
      [undefined, true]
    )
  })
})
