/** What drivers call a service that nobody answers for, in words of the network and of PostgreSQL. */
const CODES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '53300', // too many connections
  '57P01', // shut down by its administrator
  '57P03', // starting up
])

/** The same in words of the drivers of MongoDB, Redis, SQL and S3. */
const NAMES = new Set([
  'CommitFailed',
  'MongoOperationTimeoutError',
  'MongoPoolClearedError',
  'KnexTimeoutError',
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
  'Connection terminated due to connection timeout',
  'Connection terminated unexpectedly',
  'timeout expired',
])

/** Whether an error, or what it was caused by, says that a database or another service does not answer. */
export function isServiceAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return (
    NAMES.has(error.name) ||
    MESSAGES.has(error.message) ||
    (typeof code === 'string' && CODES.has(code)) ||
    isServiceAway(error.cause)
  )
}
