import type { Connection } from './connection.ts'

/** SQLite application ID of the files, shown by `file(1)` and SQLite's tools. */
const APPLICATION_ID = 0x454d6f6e // "EMon"

/** Version of the file format. Every change of the format increments it and adds a migration below. */
const FORMAT_VERSION = 1

/** SQL scripts that migrate to the next version, keyed by the version to start from. */
const MIGRATIONS: Record<number, string> = {
  0: `
    CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE collections (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      db TEXT NOT NULL,
      name TEXT NOT NULL,
      uuid BLOB NOT NULL,
      options BLOB NOT NULL,
      UNIQUE (db, name)
    );
    CREATE TABLE indexes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      collection INTEGER NOT NULL,
      name TEXT NOT NULL,
      spec BLOB NOT NULL,
      multikey INTEGER NOT NULL DEFAULT 0,
      UNIQUE (collection, name)
    );
    CREATE TABLE retryable (
      session BLOB PRIMARY KEY,
      number INTEGER NOT NULL,
      reply BLOB NOT NULL,
      at INTEGER NOT NULL
    ) WITHOUT ROWID;
    PRAGMA application_id=${APPLICATION_ID};
  `,
}

/**
 * Creates the tables of new files and migrates older ones. The caller must have begun a write
 * transaction.
 *
 * @throws {Error} if the files have a newer version or belong to another program
 */
export function migrateFormat(connection: Connection, file: string): void {
  let version = formatVersion(connection, file)
  if (version > FORMAT_VERSION) {
    throw new Error(
      `${file} has format ${version}, and this version of the embedded MongoDB server supports formats up to ${FORMAT_VERSION}: start a newer version`
    )
  }
  for (; version < FORMAT_VERSION; version++) connection.exec(MIGRATIONS[version])
  connection.run("INSERT OR REPLACE INTO meta VALUES ('format', ?)", FORMAT_VERSION)
}

/** Returns whether the files are new or need a migration. */
export function needsMigration(connection: Connection, file: string): boolean {
  return formatVersion(connection, file) !== FORMAT_VERSION
}

function formatVersion(connection: Connection, file: string): number {
  const hasTables = connection.value('SELECT count(*) FROM sqlite_schema') !== 0
  if (!hasTables) return 0
  const version =
    connection.value('PRAGMA application_id') === APPLICATION_ID
      ? connection.value("SELECT value FROM meta WHERE name = 'format'")
      : undefined
  if (typeof version !== 'number') {
    throw new Error(`${file} is not a data file of the embedded MongoDB server`)
  }
  return version
}
