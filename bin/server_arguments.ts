/** The entry of the production build, from the project's folder. */
export const SERVER_ENTRY = 'build/bin/server.js'

/**
 * How Node.js is to run the production build; `npm start`, `npm run demo` and the Dockerfile say the same.
 *
 * A start makes much that is soon garbage. Its garbage may fill 8 MiB, and not 16, before it is collected: at rest the
 * server then holds 30 MiB less.
 */
export const SERVER_ARGUMENTS = ['--max-semi-space-size=8', SERVER_ENTRY]
