import app from '@adonisjs/core/services/app'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A worker runs for days like a server: a connection that falls silent must not hold it up. */
const isWorker = process.argv[2] === 'jobs:work'

/** Tells servers and workers from other commands: they give up on a service within seconds, a command may wait longer. */
export const isServing = isWorker || ['web', 'test'].includes(app.getEnvironment())

/** Time that a database may be silent before it is asked whether it is still there; it has as long to answer that. */
export const silenceTimeoutInMs = 0.9 * SECOND

/** Longest time that a statement may take on a connection, even if its server greets new ones. */
export const maxSilenceInMs = isServing ? 30 * SECOND : 15 * MINUTE

/** Longest wait for the answer of a service. */
export const answerTimeoutInMs = isServing ? 2.5 * SECOND : 15 * MINUTE

/** Longest wait of a request for a database connection, as long as the queue moves. */
export const lineTimeoutInMs = isServing ? 15 * SECOND : 15 * MINUTE

/** Longest wait for a connection. */
export const connectTimeoutInMs = 2 * SECOND

/** Longest wait for SQLite's write lock while another process holds it. */
export const lockTimeoutInMs = isServing ? answerTimeoutInMs : 30 * SECOND
