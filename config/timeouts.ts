import app from '@adonisjs/core/services/app'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A worker runs for days, like a server, so an unresponsive connection must not block it. */
const isWorker = process.argv[2] === 'jobs:work'

/**
 * True for servers and workers, which must detect an unavailable service within seconds. Other
 * commands may wait longer.
 */
export const isServing = isWorker || ['web', 'test'].includes(app.getEnvironment())

/** Time that a database may take before its connection is checked, which may take as long again. */
export const silenceTimeoutInMs = 0.9 * SECOND

/** Maximum duration of a statement, even if the server accepts new connections. */
export const maxSilenceInMs = isServing ? 30 * SECOND : 15 * MINUTE

/** Timeout for responses of services. */
export const answerTimeoutInMs = isServing ? 2.5 * SECOND : 15 * MINUTE

/** Maximum wait of a request for a database connection, as long as the queue moves. */
export const queueTimeoutInMs = isServing ? 15 * SECOND : 15 * MINUTE

/** Timeout for connecting. */
export const connectTimeoutInMs = 2 * SECOND

/** Maximum wait for SQLite's write lock while another process holds it. */
export const lockTimeoutInMs = isServing ? answerTimeoutInMs : 30 * SECOND

/** Limits for request bodies that arrive slowly, except uploads of people who are signed in. */
export const slowBodyLimits = {
  slowAfterInMs: 2 * SECOND,
  timeoutInMs: 30 * SECOND,
  minBytes: 1024,
  perClient: 100,
}
