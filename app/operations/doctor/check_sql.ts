import app from '@adonisjs/core/services/app'
import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'
import { pendingMigrations } from '#app/platform/sql/migrations'
import { type CheckResult, failed, ok, warning } from '#app/operations/doctor/check_result'

/** Checks that the database schema matches this version of the application. */
export async function checkMigrations(): Promise<CheckResult[]> {
  const pending = await pendingMigrations(db, app)
  if (pending.length === 0) return [ok('Migrations', 'None pending.')]

  const detail = `${pending.length} pending, starting with ${pending[0]}.`
  if (db.primaryConnectionName === 'sqlite')
    return [warning('Migrations', detail, 'The next start runs them.')]
  return [failed('Migrations', detail, 'Run `node ace migration:run --force`.')]
}

/** Checks that APP_KEY can decrypt the most recently encrypted data. */
export async function checkEncryption(): Promise<CheckResult[]> {
  const pending = await pendingMigrations(db, app)
  if (pending.length > 0) return []
  const factor = await db.from('second_factors').orderBy('id', 'desc').first()
  if (!factor || encryption.decrypt(factor.secret, 'second-factor')) return []
  const remedy = 'Set the APP_KEY with which the data was encrypted.'
  return [failed('APP_KEY', 'The data was encrypted with another key.', remedy)]
}
