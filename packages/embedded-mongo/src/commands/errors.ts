import type { Encodable } from '../bson/encode.ts'
import { MongoError } from '../errors.ts'
import { Busy } from '../store/connection.ts'

/** Converts an error to a document for a reply or a list of write errors. */
export function errorMembers(error: MongoError): { [name: string]: Encodable } {
  return {
    code: error.code,
    codeName: error.codeName,
    errmsg: error.message,
    ...(error.info as { [name: string]: Encodable }),
  }
}

/** Codes for a full disk, a folder that is not writable and damaged files. */
const STORAGE_CODES = new Set([96, 14031])
const LOG_INTERVAL_MS = 60_000
let lastLogged = { message: '', at: 0 }

/** Logs a storage error at most once a minute, because it may affect every write. */
export function logStorageError({ code, message }: MongoError): void {
  if (!STORAGE_CODES.has(code)) return
  const now = Date.now()
  if (message === lastLogged.message && now - lastLogged.at < LOG_INTERVAL_MS) return
  lastLogged = { message, at: now }
  console.error(`embedded MongoDB server: ${message}`)
}

/** Converts any error to one that can be sent to a client. */
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
