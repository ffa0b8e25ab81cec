import app from '@adonisjs/core/services/app'
import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'
import { pendingMigrations } from '#app/platform/sql/migrations'
import { type Finding, failed, ok, warning } from '#app/operations/doctor/finding'

/** Whether the tables are those that this version of the application needs. */
export async function examineMigrations(): Promise<Finding[]> {
  const pending = await pendingMigrations(db, app)
  if (pending.length === 0) return [ok('Migrations', 'None is pending.')]

  const detail = `${pending.length} pending, from ${pending[0]} on.`
  if (db.primaryConnectionName === 'sqlite')
    return [warning('Migrations', detail, 'The next start runs them.')]
  return [failed('Migrations', detail, 'Run `node ace migration:run --force`.')]
}

/** Whether APP_KEY is the key that the data were encrypted with, by what is encrypted last. */
export async function examineEncryption(): Promise<Finding[]> {
  const pending = await pendingMigrations(db, app)
  if (pending.length > 0) return []
  const factor = await db.from('second_factors').orderBy('id', 'desc').first()
  if (!factor || encryption.decrypt(factor.secret, 'second-factor')) return []
  const remedy = 'Set the APP_KEY that was set when the data were written.'
  return [failed('APP_KEY', 'The data were encrypted with another key.', remedy)]
}
