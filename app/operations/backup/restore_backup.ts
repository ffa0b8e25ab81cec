import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Mongo from '#app/platform/mongo/mongo'
import FileStore from '#app/media/file_store'
import { FILE_NAME, typeOf } from '#app/media/file_types'
import Purposes from '#app/media/purposes'
import CatalogRevision from '#app/catalog/cache/catalog_revision'
import { type Entry, entriesOf, verifiedManifest } from '#app/operations/backup/archive_reader'
import BackupRefused from '#app/operations/backup/backup_refused'
import { linesOf } from '#app/operations/backup/lines'
import { DOCUMENTS, type Manifest, rowsOf } from '#app/operations/backup/manifest'
import { fillNewerTables } from '#app/operations/backup/older_backup'
import { mark, unmark } from '#app/operations/backup/restore_mark'
import RestorePlace from '#app/operations/backup/restore_place'
import SqlRows from '#app/operations/backup/sql_rows'
import { APPEND_ONLY, backedUpTables } from '#app/operations/backup/sql_schema'
import { continueSequences, emptyTables } from '#app/operations/backup/sql_target'
import { restore } from '@theta/embedded-mongo/tools/restore'

interface Restoration {
  actor: Actor
  path: string
  /** Deletes existing data first. */
  force: boolean
  /** Continues although the target has a different APP_KEY. */
  anotherKey: boolean
}

/**
 * Restores a backup. Documents and files are restored first, under a mark; then all rows, in one
 * transaction. An interrupted restore leaves the mark, which allows the next one to delete its
 * remains.
 */
@inject()
export default class RestoreBackup {
  constructor(
    private place: RestorePlace,
    private mongo: Mongo,
    private files: FileStore,
    private purposes: Purposes,
    private audit: Audit,
    private revision: CatalogRevision
  ) {}

  /**
   * @throws {BackupRefused} before anything is changed, or if the restored data differs from the
   * backup
   */
  async handle({ actor, path, force, anotherKey }: Restoration): Promise<Manifest> {
    const manifest = await verifiedManifest(path)
    await this.place.mustFit(manifest, { anotherKey })
    if (!force) await this.place.mustBeEmpty(manifest)

    const database = this.mongo.connection.db!
    await mark(database, manifest)
    await this.place.clear(manifest)
    const tables = await backedUpTables(db.connection()) // a transaction's client does not run this query itself
    await db.transaction(async (trx) => {
      await emptyTables(tables, trx)
      for await (const entry of entriesOf(path)) await this.take(entry, manifest, trx)
      await fillNewerTables(manifest, trx)
      await continueSequences(trx)
      const target = { kind: 'data' as const, id: manifest.id, label: path }
      await this.audit.record({ actor, action: 'data.restored', target }, trx)
    })
    await this.revision.renew()
    await this.revision.announce()
    await unmark(database)
    return manifest
  }

  private async take(
    { name, contents }: Entry,
    manifest: Manifest,
    trx: TransactionClientContract
  ) {
    const table = manifest.tables.find((one) => rowsOf(one.name) === name)
    if (name === DOCUMENTS) await this.takeDocuments(contents, manifest)
    else if (this.purposes.prefixes.some((prefix) => name.startsWith(prefix)))
      await this.restoreFile(name, contents)
    else if (table) await restoreRows(table, contents, manifest, trx)
    else contents.resume()
  }

  private async takeDocuments(contents: Readable, manifest: Manifest): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'theta-restore-'))
    const archive = join(folder, DOCUMENTS)
    try {
      await pipeline(contents, createWriteStream(archive, { mode: 0o600 }))
      const { documents } = await restore(this.mongo.connection.getClient(), {
        from: { archive },
        into: this.mongo.connection.db!.databaseName,
      })
      mustBeComplete('documents', documents, manifest.documents)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  private async restoreFile(key: string, contents: Readable): Promise<void> {
    const type = typeOf(key)
    if (!type || !FILE_NAME.test(basename(key)))
      throw new BackupRefused(
        `The backup contains ${key}, which is not a valid name for an upload.`
      )
    await this.files.save(key, contents, type.mime)
  }
}

async function restoreRows(
  { name, rows }: Manifest['tables'][number],
  contents: Readable,
  { engine }: Manifest,
  trx: TransactionClientContract
): Promise<void> {
  const unpacked = contents.pipe(createGunzip())
  contents.on('error', (error) => unpacked.destroy(error))
  await new SqlRows(trx, name, engine).write(linesOf(unpacked))
  const found = await trx.from(name).count('* as total').firstOrFail()
  const others = APPEND_ONLY.has(name) ? Number(found.total) - rows : 0
  mustBeComplete(`rows of ${name}`, Number(found.total) - Math.max(others, 0), rows)
}

function mustBeComplete(what: string, found: number, expected: number): void {
  if (found !== expected)
    throw new BackupRefused(
      `Restored ${found} of ${expected} ${what}, so the data cannot be trusted.`
    )
}
