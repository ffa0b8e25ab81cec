import StartRefused from '#app/platform/exceptions/start_refused'

/** Timeout for a call, including its retries. */
const TIMEOUT_IN_MS = 5_000

/** Options for AWS clients, which use the credentials of the task's role. */
export const clientConfig = (region: string) => ({ region, maxAttempts: 3 })

/**
 * Requests a setting from AWS.
 * @throws {StartRefused} if the request fails; the message contains only the kind of error
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
