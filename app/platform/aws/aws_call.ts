import StartRefused from '#app/platform/exceptions/start_refused'

/** A call with all of its tries takes no longer. */
const TIMEOUT_IN_MS = 5_000

/** How a client of AWS is made: its credentials are the task's own. */
export const clientConfig = (region: string) => ({ region, maxAttempts: 3 })

/**
 * Asks AWS for a setting.
 * @throws {StartRefused} when there is no answer; the message names the kind of error alone
 */
export async function ask<Answer>(
  what: string,
  call: (options: { abortSignal: AbortSignal }) => Promise<Answer>
): Promise<Answer> {
  try {
    return await call({ abortSignal: AbortSignal.timeout(TIMEOUT_IN_MS) })
  } catch (cause) {
    const { name } = cause as Error
    const reason = name === 'AbortError' ? `no answer within ${TIMEOUT_IN_MS / 1000} s` : name
    throw new StartRefused(`${what} can't be read from AWS: ${reason}.`, { cause })
  }
}
