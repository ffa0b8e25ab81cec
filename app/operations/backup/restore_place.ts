import { inject } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { REVISIONS } from '#app/catalog/cache/catalog_revision'
import Mongo from '#app/platform/mongo/mongo'
import { pendingMigrations } from '#app/platform/sql/migrations'
import FileStore from '#app/media/file_store'
import Purposes from '#app/media/purposes'
import BackupRefused from '#app/operations/backup/backup_refused'
import { keyFingerprint } from '#app/operations/backup/make_backup'
import type { Manifest } from '#app/operations/backup/manifest'
import { collectionsOf, markOf } from '#app/operations/backup/restore_mark'
import { migrationsOf } from '#app/operations/backup/sql_schema'
import { firstFilledTable } from '#app/operations/backup/sql_target'

/** Target of a restore: checks that it matches the backup and is empty. */
@inject()
export default class RestorePlace {
  constructor(
    private mongo: Mongo,
    private files: FileStore,
    private purposes: Purposes
  ) {}

  /** @throws {BackupRefused} if tables or key differ from those of the backup */
  async mustFit(manifest: Manifest, { anotherKey }: { anotherKey: boolean }): Promise<void> {
    const pending = await pendingMigrations(db, app)
    if (pending.length > 0)
      throw new BackupRefused(
        'The database has pending migrations. Run: node ace migration:run --force'
      )
    const here = new Set(await migrationsOf(db.connection()))
    const unknown = manifest.migrations.find((name) => !here.has(name))
    if (unknown)
      throw new BackupRefused(
        `The backup is from a newer version with the migration ${unknown}. Install that version first.`
      )
    if (manifest.keyFingerprint !== keyFingerprint() && !anotherKey)
      throw new BackupRefused(
        'The backup was made with another APP_KEY, so second factors and queued mails would be unreadable. ' +
          'Set that key, or continue without them with --another-key.'
      )
  }

  /** @throws {BackupRefused} if there is data, unless an interrupted restore left it */
  async mustBeEmpty(manifest: Manifest): Promise<void> {
    const database = this.mongo.connection.db!
    if (await markOf(database)) return
    const table = await firstFilledTable(db.connection())
    if (table) throw notEmpty(`rows in the table ${table}`)
    for (const name of await collectionsOf(database)) {
      if (name === REVISIONS) continue // exists even if the catalog is empty
      if (await database.collection(name).findOne())
        throw notEmpty(`documents in the collection ${name}`)
    }
    if (!manifest.withFiles) return
    for (const folder of this.purposes.prefixes) {
      const [file] = await this.files.list({ folder, limit: 1 })
      if (file) throw notEmpty(`the file ${file.key}`)
    }
  }

  /** Deletes documents, and files if they are restored or an interrupted restore left some. */
  async clear(manifest: Manifest): Promise<void> {
    const database = this.mongo.connection.db!
    for (const name of await collectionsOf(database)) await database.dropCollection(name)
    const marked = await markOf(database)
    if (!manifest.withFiles && !marked?.withFiles) return
    for (const folder of this.purposes.prefixes) {
      for await (const { key } of this.files.all(folder)) await this.files.delete(key)
    }
  }
}

function notEmpty(what: string): BackupRefused {
  return new BackupRefused(
    `The target is not empty: it contains ${what}. Restore to an empty one, or delete its data with --force.`
  )
}
