import { test } from '@japa/runner'
import mongoose from 'mongoose'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'
import { inTransaction } from '#app/platform/mongo/transaction'

test.group('A transaction of MongoDB', (group) => {
  const counters = () => mongoose.connection.collection<{ _id: string; count: number }>('counters')
  const increment = (session: mongoose.ClientSession) =>
    counters().updateOne({ _id: 'one' }, { $inc: { count: 1 } }, { session })

  group.each.setup(async () => {
    await counters().insertOne({ _id: 'one', count: 0 })
    return async () => {
      await counters().drop()
    }
  })

  test('is repeated until no other one writes to the same document', async ({ assert }) => {
    const runs = Array.from({ length: 10 }, () => inTransaction(mongoose.connection, increment))
    await Promise.all(runs)
    assert.equal((await counters().findOne({ _id: 'one' }))!.count, 10)
  })

  test('that is in conflict for too long counts as an unavailable database', async ({ assert }) => {
    const other = await mongoose.connection.startSession()
    other.startTransaction()
    await increment(other)
    const error = await inTransaction(mongoose.connection, increment, 200).catch(
      (cause: unknown) => cause
    )
    await other.abortTransaction()
    await other.endSession()

    assert.isTrue(isServiceUnavailable(error))
    assert.equal((await counters().findOne({ _id: 'one' }))!.count, 0)
  })
})
