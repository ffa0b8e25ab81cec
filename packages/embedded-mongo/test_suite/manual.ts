import { test } from '@japa/runner'
import { Decimal128, Double, Long, type Collection, type Document, type MongoClient } from 'mongodb'
import { connected, type TestSuiteOptions } from './connected.ts'

interface Item extends Document {
  _id: number
}

/** Registers tests for details that MongoDB's manual specifies and applications rely on. */
export function registerManual({ name, start }: TestSuiteOptions): void {
  test.group(`${name}, by MongoDB's manual`, (group) => {
    let client: MongoClient
    let items: Collection<Item>

    group.setup(async () => {
      const server = await connected(start)
      client = server.client
      return server.close
    })
    group.each.setup(async () => {
      items = client.db().collection<Item>('items')
      await items.drop().catch(() => {})
    })

    const decimal = (text: string) => Decimal128.fromString(text)
    const date = (text: string) => new Date(text)
    const regexFind = { $regexFind: { input: '😀 ab', regex: 'b' } }
    const regexFindAll = { $regexFindAll: { input: 'é1ü2', regex: '[0-9]' } }
    const month = { startDate: date('2021-03-31'), unit: 'month', amount: 1 }
    const truncated = { date: date('2021-03-20T11:30:05Z'), unit: 'week', startOfWeek: 'monday' }

    const expressions: { name: string; expression: Document; result: unknown }[] = [
      { name: '$sum of fractions', expression: { $sum: [0.1, 0.2, 0.3] }, result: 0.6 },
      { name: '$add of fractions', expression: { $add: [0.1, 0.2, 0.3] }, result: 0.6 },
      {
        name: '$avg of numbers among other values',
        expression: { $avg: [1, Long.fromNumber(2), new Double(3.5), 'x', null] },
        result: 6.5 / 3,
      },
      {
        name: 'the type of a $sum that overflows an int',
        expression: { $type: { $sum: [2_147_483_647, 1] } },
        result: 'long',
      },
      {
        name: 'the type of an $add that overflows a long',
        expression: { $type: { $add: [Long.MAX_VALUE, 1] } },
        result: 'double',
      },
      {
        name: '$sum of a long that is not exact as a double',
        expression: { $sum: [Long.fromString('9007199254740993'), -1] },
        result: 9007199254740992,
      },
      {
        name: '$sum of a decimal and an int',
        expression: { $sum: [decimal('0.10'), 1] },
        result: decimal('1.10'),
      },
      {
        name: '$sum of infinity',
        expression: { $sum: [Number.POSITIVE_INFINITY, 1] },
        result: Number.POSITIVE_INFINITY,
      },
      {
        name: '$multiply of decimals',
        expression: { $multiply: [decimal('1.10'), decimal('2.0')] },
        result: decimal('2.200'),
      },
      { name: '$round of a half', expression: { $round: [2.5, 0] }, result: 2 },
      { name: '$stdDevPop', expression: { $stdDevPop: [1, 2, 3, 4] }, result: Math.sqrt(1.25) },
      {
        name: '$median',
        expression: { $median: { input: [3, 1, 2], method: 'approximate' } },
        result: 2,
      },
      {
        name: '$regexFind after an emoji',
        expression: regexFind,
        result: { match: 'b', idx: 3, captures: [] },
      },
      {
        name: '$regexFindAll after accented letters',
        expression: regexFindAll,
        result: [
          { match: '1', idx: 1, captures: [] },
          { match: '2', idx: 3, captures: [] },
        ],
      },
      {
        name: '$dateSubtract of a month from a longer one',
        expression: { $dateSubtract: month },
        result: date('2021-02-28'),
      },
      {
        name: '$dateTrunc to a week',
        expression: { $dateTrunc: truncated },
        result: date('2021-03-15'),
      },
      {
        name: '$setUnion of numbers of different types',
        expression: {
          $setUnion: [
            [3, 1],
            [2, new Double(1)],
          ],
        },
        result: [1, 2, 3],
      },
    ]
    test('evaluates {name}')
      .with(expressions)
      .run(async ({ assert }, { expression, result }) => {
        await items.insertOne({ _id: 1 })
        const [found] = await items.aggregate([{ $project: { result: expression } }]).toArray()
        assert.deepEqual(found.result, result)
      })

    test('selects values with $firstN, $top, $median and related operators', async ({ assert }) => {
      await items.insertMany([2, 1, 3].map((score, at) => ({ _id: at + 1, score })))
      const byScore = { sortBy: { score: -1 }, output: '$_id' }
      const [found] = await items
        .aggregate([
          {
            $group: {
              _id: null,
              top: { $topN: { n: 2, ...byScore } },
              bottom: { $bottomN: { n: 2, ...byScore } },
              last: { $bottom: byScore },
              first: { $firstN: { n: 2, input: '$score' } },
              ends: { $lastN: { n: 2, input: '$score' } },
              most: { $maxN: { n: 2, input: '$score' } },
            },
          },
        ])
        .toArray()
      assert.deepEqual(found, {
        _id: null,
        top: [3, 1],
        bottom: [1, 2],
        last: 2,
        first: [2, 1],
        ends: [1, 3],
        most: [3, 2],
      })
    })

    const refused: { name: string; code: number; document: Item; update: Document }[] = [
      {
        name: '$rename through an array',
        code: 28,
        document: { _id: 1, a: [{ b: 1 }] },
        update: { $rename: { 'a.b': 'c' } },
      },
      {
        name: '$rename through a scalar',
        code: 28,
        document: { _id: 1, a: 5 },
        update: { $rename: { 'a.b': 'c' } },
      },
      {
        name: '$rename into an array',
        code: 2,
        document: { _id: 1, a: [1], b: 1 },
        update: { $rename: { b: 'a.0' } },
      },
    ]
    test('refuses {name}')
      .with(refused)
      .run(async ({ assert }, { code, document, update }) => {
        await items.insertOne(document)
        const error = await items.updateOne({}, update).catch((caught: unknown) => caught)
        assert.propertyVal(error, 'code', code)
        assert.deepEqual(await items.findOne(), document)
      })

    test('changes nothing in a $rename of a missing field', async ({ assert }) => {
      await items.insertOne({ _id: 1, a: { x: 1 } })
      await items.updateOne({}, { $rename: { 'a.b': 'c', 'z.y': 'd' } })
      assert.deepEqual(await items.findOne(), { _id: 1, a: { x: 1 } })
    })

    const ambiguous: { where: string; filter: Document }[] = [
      { where: 'directly and in $and', filter: { a: 1, $and: [{ a: 2 }] } },
      { where: 'its subfield, then the field', filter: { 'a.b': 1, 'a': { c: 1 } } },
      { where: 'the field, then its subfield', filter: { 'a': { c: 1 }, 'a.b': 1 } },
    ]
    test('refuses an upsert whose filter sets a field twice: {where}')
      .with(ambiguous)
      .run(async ({ assert }, { filter }) => {
        const upserted = items.updateOne(filter, { $set: { n: 1 } }, { upsert: true })
        const error = await upserted.catch((caught: unknown) => caught)
        assert.propertyVal(error, 'code', 54)
      })

    test('inserts the equality conditions of an upsert filter', async ({ assert }) => {
      const filter = { 'a.b': 1, 'a.c': { $in: [2] }, 'x': { $gt: 5 }, '$and': [{ z: 3 }] }
      await items.updateOne(filter, { $set: { n: 1 } }, { upsert: true })
      const found = await items.findOne({}, { projection: { _id: 0 } })
      assert.deepEqual(found, { a: { b: 1, c: 2 }, z: 3, n: 1 } as never)
    })

    test('refuses a projection of a field and its subfield', async ({ assert }) => {
      await items.insertOne({ _id: 1 })
      const code = async (projection: Document) => {
        const error = await items.findOne({}, { projection }).catch((caught: unknown) => caught)
        return (error as { code?: number }).code
      }
      assert.equal(await code({ 'b': 1, 'b.c': 1 }), 31249)
      assert.equal(await code({ 'b.c': 1, 'b': 1 }), 31250)
      assert.equal(await code({ a: 1, b: 0 }), 31254)
    })

    test('refuses a sort by more than 32 fields', async ({ assert }) => {
      const order = Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`f${n}`, 1 as const]))
      await assert.rejects(() => items.find().sort(order).toArray())
    })

    test('repeats the reply to a retried findAndModify of several megabytes', async ({
      assert,
    }) => {
      const text = 'é'.repeat(1_500_000)
      await items.insertOne({ _id: 1, text, n: 0 })
      const session = client.startSession()
      const command = {
        findAndModify: 'items',
        query: { _id: 1 },
        update: { $inc: { n: 1 } },
        lsid: session.id,
        txnNumber: Long.fromNumber(1),
      }
      const first = await client.db().command(command)
      const again = await client.db().command(command)
      assert.equal(first.value.text, text)
      assert.deepEqual(again.value, first.value)
      assert.deepInclude(await items.findOne(), { n: 1 })
      await session.endSession()
    })
  })
}
