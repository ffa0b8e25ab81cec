import { driverMessage } from '#app/platform/sql/driver_message'

/** Codes of drivers for a service that is unavailable: the network's, PostgreSQL's and SQLite's. */
const CODES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '08000', // connection exceptions
  '08003',
  '08006',
  '25006', // read-only, such as a standby
  '53100', // the disk is full
  '53200', // out of memory
  '53300', // too many connections
  '57P01', // shut down by its administrator
  '57P02', // ended by a crash
  '57P03', // starting up
  '58030', // the disk fails
  'SQLITE_ABORT',
  'SQLITE_BUSY',
  'SQLITE_CANTOPEN',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
])

/** The same in words of the drivers of MongoDB, Redis, SQL and S3. */
const NAMES = new Set([
  'CommitFailed',
  'MongoOperationTimeoutError',
  'MongoPoolClearedError',
  'MaxRetriesPerRequestError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'TimeoutError',
])

/** Errors that have neither: PostgreSQL's driver's and Redis'. */
const MESSAGES = new Set([
  'Command timed out',
  'Connection is closed.',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Connection ended unexpectedly',
  'Connection terminated',
  'Connection terminated due to connection timeout',
  'Connection terminated unexpectedly',
  'timeout expired',
])

/** Whether an error, or what it was caused by, says that a database or another service does not answer. */
export function isServiceUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return (
    NAMES.has(error.name) ||
    MESSAGES.has(driverMessage(error)) ||
    (typeof code === 'string' && CODES.has(code)) ||
    isServiceUnavailable(error.cause)
  )
}
