import { Redis } from 'ioredis'
import knex from 'knex'
import mongoose from 'mongoose'
import { test } from '@japa/runner'
import S3Driver from '#app/media/drivers/s3_driver'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'

const NOBODY = '127.0.0.1:9'

/** The error of each driver when nothing listens. */
const ATTEMPTS: Record<string, () => Promise<unknown>> = {
  async 'PostgreSQL'() {
    const connection = `postgres://theta@${NOBODY}/theta`
    const sql = knex({ client: 'pg', connection, log: { warn() {} } })
    await sql.raw('select 1').finally(() => sql.destroy())
  },
  async 'MongoDB'() {
    const connection = mongoose.createConnection(`mongodb://${NOBODY}/theta`, {
      serverSelectionTimeoutMS: 50,
    })
    await connection.asPromise().finally(() => connection.destroy())
  },
  async 'Redis'() {
    const redis = new Redis(`redis://${NOBODY}`, { maxRetriesPerRequest: 0 })
    redis.on('error', () => {}) // errors of single attempts; the command's error is what counts
    await redis.ping().finally(() => redis.disconnect())
  },
  async 'S3, when a file is sought'() {
    await s3().describe('uploads/none.png')
  },
  async 'S3, when a file is deleted'() {
    await s3().delete('uploads/none.png')
  },
}

const s3 = () =>
  new S3Driver({
    bucket: 'none',
    region: 'ap-south-1',
    endpoint: `http://${NOBODY}`,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    maxAttempts: 1,
  })

test.group('An unavailable service', () => {
  for (const [service, attempt] of Object.entries(ATTEMPTS)) {
    test(`is recognized by the error of its driver: ${service}`, async ({ assert }) => {
      const error = await attempt().catch((thrown) => thrown)
      assert.isTrue(isServiceUnavailable(error), String(error))
    })
  }

  for (const message of [
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
  ]) {
    test(`is recognized by a message after a statement: ${message}`, ({ assert }) => {
      const statement = 'select "a" - "b" from "users"'
      assert.isTrue(isServiceUnavailable(new Error(`${statement} - ${message}`)))
    })
  }

  for (const code of ['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', '53100']) {
    test(`is recognized by a database that cannot be written: ${code}`, ({ assert }) => {
      assert.isTrue(isServiceUnavailable(Object.assign(new Error('insert into "users"'), { code })))
    })
  }

  for (const code of ['ENOSPC', 'EDQUOT', 'EROFS']) {
    test(`is recognized by a disk that cannot be written: ${code}`, ({ assert }) => {
      assert.isTrue(isServiceUnavailable(Object.assign(new Error('write'), { code })))
    })
  }

  for (const code of [24, 50, 91, 96, 189, 262, 10107, 11601, 14031]) {
    test(`is recognized by a MongoDB server that cannot serve: ${code}`, ({ assert }) => {
      assert.isTrue(isServiceUnavailable(new mongoose.mongo.MongoServerError({ code })))
    })
  }

  test('is distinguished from other errors', ({ assert }) => {
    assert.isFalse(isServiceUnavailable(new mongoose.mongo.MongoServerError({ code: 11000 })))
    for (const other of [new Error('ECONNREFUSED'), { code: 'ETIMEDOUT' }, null, 'EPIPE'])
      assert.isFalse(isServiceUnavailable(other))
  })
})
