import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#app/platform/ids'
import { keyedHash } from '#app/identity/keyed_hash'
import Mongo from '#app/platform/mongo/mongo'
import { REVISIONS } from '#app/catalog/cache/catalog_revision'
import type { ListedFile } from '#app/media/drivers/media_driver'
import FileNotFound from '#app/media/exceptions/file_not_found'
import FileStore from '#app/media/file_store'
import Purposes from '#app/media/purposes'
import ArchiveWriter from '#app/operations/backup/archive_writer'
import BackupRefused from '#app/operations/backup/backup_refused'
import { DOCUMENTS, type Manifest, rowsOf } from '#app/operations/backup/manifest'
import { markOf } from '#app/operations/backup/restore_mark'
import { backedUpTables, migrationsOf } from '#app/operations/backup/sql_schema'
import { takeSnapshot } from '#app/operations/backup/sql_snapshot'
import { dump } from '@theta/embedded-mongo/tools/dump'
import { mustBeFree } from '@theta/embedded-mongo/tools/places'

/** Fingerprint by which installations compare their APP_KEY. */
export const keyFingerprint = () => keyedHash('backup', 'which key is this?').slice(0, 16)

/**
 * Writes both databases, and optionally files, to one archive while the application keeps running.
 * SQL rows come from one consistent snapshot; documents are read right after it, and files, which
 * never change, last.
 */
@inject()
export default class MakeBackup {
  constructor(
    private mongo: Mongo,
    private files: FileStore,
    private purposes: Purposes
  ) {}

  /**
   * @throws {Error} with a sentence if the path exists, or an interrupted restore left incomplete
   * data
   */
  async handle({ path, withFiles }: { path: string; withFiles: boolean }): Promise<Manifest> {
    await mustBeFree(path)
    if (await markOf(this.mongo.connection.db!))
      throw new BackupRefused('A restore was interrupted. Run it again before making a backup.')
    const folder = await mkdtemp(join(dirname(path), `.${basename(path)}-`))
    const writer = new ArchiveWriter(path)
    try {
      const createdAt = new Date().toISOString()
      const tables = await this.spoolTables(folder)
      const { documents } = await dump(this.mongo.connection.getClient(), {
        to: { archive: join(folder, DOCUMENTS) },
        gzip: true,
        databases: [this.mongo.connection.db!.databaseName],
        excludeCollections: [REVISIONS], // a restored catalog gets a new revision
      })
      await writer.addFile(DOCUMENTS, join(folder, DOCUMENTS))
      if (withFiles) await this.addFiles(writer)
      for (const { name } of tables) await writer.addFile(rowsOf(name), spool(folder, name))
      return await writer.finish({
        format: 1,
        id: newId(),
        createdAt,
        engine: db.primaryConnectionName === 'sqlite' ? 'sqlite' : 'postgres',
        migrations: await migrationsOf(db.connection()),
        keyFingerprint: keyFingerprint(),
        tables,
        documents,
        withFiles,
      })
    } catch (error) {
      await rm(writer.partial, { force: true })
      throw error
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /**
   * The header of a tar entry contains its length, so rows are written to a temporary file first.
   */
  private async spoolTables(folder: string): Promise<Manifest['tables']> {
    const names = await backedUpTables(db.connection())
    const snapshot = await takeSnapshot(db)
    const tables: Manifest['tables'] = []
    try {
      for (const name of names) {
        let rows = 0
        const lines = async function* () {
          for await (const line of snapshot.linesOf(name)) {
            rows++
            yield `${line}\n`
          }
        }
        const file = createWriteStream(spool(folder, name), { mode: 0o600 })
        await pipeline(Readable.from(lines()), createGzip(), file)
        tables.push({ name, rows })
      }
    } finally {
      await snapshot.close()
    }
    return tables
  }

  private async addFiles(writer: ArchiveWriter): Promise<void> {
    for (const prefix of this.purposes.prefixes) {
      for await (const file of this.files.all(prefix)) await this.addFile(writer, file)
    }
  }

  /** Skips files that were deleted after they were listed; the snapshot may still refer to them. */
  private async addFile(writer: ArchiveWriter, { key, size }: ListedFile): Promise<void> {
    try {
      const send = await this.files.openPart(key, { start: 0, end: size - 1 })
      const contents = new PassThrough()
      await Promise.all([send(contents), writer.add(key, size, contents)])
    } catch (error) {
      if (!(error instanceof FileNotFound)) throw error
    }
  }
}

const spool = (folder: string, table: string) => join(folder, `${table}.ndjson.gz`)
