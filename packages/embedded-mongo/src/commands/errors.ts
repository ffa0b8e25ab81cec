import type { Encodable } from '../bson/encode.ts'
import { MongoError } from '../errors.ts'
import { Busy } from '../store/connection.ts'

/** An error as a document, in a reply or in the list of a command's write errors. */
export function errorMembers(error: MongoError): { [name: string]: Encodable } {
  return {
    code: error.code,
    codeName: error.codeName,
    errmsg: error.message,
    ...(error.info as { [name: string]: Encodable }),
  }
}

/** A full disk, a folder that can't be written, damaged files. */
const STORAGE_CODES = new Set([96, 14031])
const LOG_INTERVAL_MS = 60_000
let lastLogged = { message: '', at: 0 }

/** Tells the log what is wrong with the files: once a minute, since every write may fail by it. */
export function logStorageError({ code, message }: MongoError): void {
  if (!STORAGE_CODES.has(code)) return
  const now = Date.now()
  if (message === lastLogged.message && now - lastLogged.at < LOG_INTERVAL_MS) return
  lastLogged = { message, at: now }
  console.error(`embedded MongoDB server: ${message}`)
}

/** Whatever went wrong, as a client may see it. */
export function asMongoError(error: unknown): MongoError {
  if (error instanceof MongoError) return error
  if (error instanceof Busy)
    return new MongoError(112, 'WriteConflict error: the files are being written', {
      labels: ['TransientTransactionError'],
    })
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return new MongoError(15, 'The document or expression is nested too deeply')
  }
  return new MongoError(1, error instanceof Error ? error.message : String(error))
}
