import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { ace } from '#tests/helpers/processes'

test.group('The migrations', (group) => {
  group.tap((one) => one.timeout(600_000).tags(['@slow']))
  group.tap((one) => one.skip(!env.get('DATABASE_URL'), 'needs PostgreSQL'))

  test('run again after all tables were dropped', async ({ assert, cleanup }) => {
    const url = new URL(env.get('DATABASE_URL')!.release())
    url.pathname = `${url.pathname}_fresh`
    const name = url.pathname.slice(1)
    await db.rawQuery(`create database ${name}`)
    cleanup(async () => void (await db.rawQuery(`drop database ${name} with (force)`)))
    const environment = { ...process.env, DATABASE_URL: url.href }

    for (let round = 1; round <= 2; round++) {
      const { code, stdout, stderr } = await ace(['migration:fresh', '--force'], environment)
      assert.equal(code, 0, stdout + stderr)
    }
  })
})
