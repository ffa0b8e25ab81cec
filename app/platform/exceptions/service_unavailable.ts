import { driverMessage } from '#app/platform/sql/driver_message'

/** Codes with which drivers report an unavailable service: network, disk, PostgreSQL and SQLite. */
const CODES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EDQUOT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOSPC',
  'ENOTFOUND',
  'EPIPE',
  'EROFS',
  'ETIMEDOUT',
  '08000', // connection exception
  '08003',
  '08006',
  '25006', // read-only, for example a standby
  '53100', // disk full
  '53200', // out of memory
  '53300', // too many connections
  '57P01', // shut down by an administrator
  '57P02', // crashed
  '57P03', // starting up
  '58030', // disk failure
  'SQLITE_ABORT',
  'SQLITE_BUSY',
  'SQLITE_CANTOPEN',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
])

/** Codes of errors from a MongoDB server that cannot serve right now. */
const MONGO_CODES = new Set([
  6, // host unreachable
  7, // host not found
  24, // waited too long for a lock
  50, // took longer than it was allowed to
  89, // network timeout
  91, // shutting down
  96, // its files can't be read or written
  189, // primary stepped down
  262, // took longer than it is allowed to
  10107, // not the primary
  11600, // interrupted at shutdown
  11601, // interrupted
  11602, // interrupted by an election
  13435, // neither primary nor readable
  14031, // disk full
])

/** Names of such errors in the drivers of MongoDB, Redis, SQL and S3. */
const NAMES = new Set([
  'CommitFailed',
  'MongoOperationTimeoutError',
  'MongoPoolClearedError',
  'MaxRetriesPerRequestError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'NoSuchBucket',
  'TimeoutError',
])

/** Messages of errors without code or name, from the drivers of PostgreSQL and Redis. */
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

/** Statuses with which AWS refuses whoever asks, rather than the request. */
const REFUSALS = [401, 403, 408, 429]

/**
 * Returns whether an AWS service failed, refused our credentials or was not understood. Errors of
 * its SDK have metadata; those that are the fault of the request are ours.
 */
function isFailureOfAws(error: Error): boolean {
  const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } }
  if (!metadata) return false
  const { httpStatusCode: status = 0 } = metadata
  return status < 400 || status >= 500 || REFUSALS.includes(status)
}

/**
 * Returns whether an error, or one of its causes, means that a database or another service is
 * unavailable.
 */
export function isServiceUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return (
    NAMES.has(error.name) ||
    MESSAGES.has(driverMessage(error)) ||
    (typeof code === 'string' && CODES.has(code)) ||
    (error.name === 'MongoServerError' && MONGO_CODES.has(Number(code))) ||
    isFailureOfAws(error) ||
    isServiceUnavailable(error.cause)
  )
}
