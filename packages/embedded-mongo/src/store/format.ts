import type { Connection } from './connection.ts'

/** Says whose file it is; `file(1)` and SQLite's tools show it. */
const APPLICATION_ID = 0x454d6f6e // "EMon"

/** The version of the files' layout. A change of the layout raises it and adds a migration below. */
const FORMAT_VERSION = 1

/** What turns the files of one version into those of the next, by the version that it starts from. */
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
 * Creates the tables of new files and migrates those of older ones, in the write transaction that the
 * caller has begun.
 *
 * @throws {Error} on files of a newer version, or of another program
 */
export function migrateFormat(connection: Connection, file: string): void {
  let version = formatVersion(connection, file)
  if (version > FORMAT_VERSION) {
    throw new Error(
      `${file} has format ${version}, and this version of the embedded MongoDB server knows formats up to ${FORMAT_VERSION}: start a newer version`
    )
  }
  for (; version < FORMAT_VERSION; version++) connection.exec(MIGRATIONS[version])
  connection.run("INSERT OR REPLACE INTO meta VALUES ('format', ?)", FORMAT_VERSION)
}

/** Whether the files are new or need a migration. */
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
    throw new Error(`${file} is not a file of the embedded MongoDB server`)
  }
  return version
}
