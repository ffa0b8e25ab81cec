import app from '@adonisjs/core/services/app'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** Whoever made a request is told within three seconds; a command may ask for what takes a service longer. */
export const isServing = ['web', 'test'].includes(app.getEnvironment())

/** How long a database may be silent before it is asked whether it is still there, and how long for that answer. */
export const silencePatienceInMs = 0.9 * SECOND

/** How long a service that falls silent is waited for. */
export const answerPatienceInMs = isServing ? 2.5 * SECOND : 15 * MINUTE

/** How long a request may stand in the line for a database connection, as long as the line moves. */
export const lineTimeoutInMs = isServing ? 15 * SECOND : 15 * MINUTE

/** How long a connection may take. */
export const connectPatienceInMs = 2 * SECOND

/** How long SQLite's write lock is waited for while another process holds it. */
export const lockTimeoutInMs = isServing ? answerPatienceInMs : 30 * SECOND
