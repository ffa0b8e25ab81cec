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
