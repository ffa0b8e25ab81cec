import { setTimeout as sleep } from 'node:timers/promises'
import StartRefused from '#app/platform/exceptions/start_refused'

const TIMEOUT_IN_MS = 30_000
const PAUSE_IN_MS = 500

/**
 * Rejects if `answer` takes longer than `timeoutInMs`. The operation is not cancelled; its result
 * is ignored.
 */
export async function answerWithin<Answer>(
  timeoutInMs: number,
  answer: Promise<Answer>
): Promise<Answer> {
  const { promise: silence, reject } = Promise.withResolvers<never>()
  const sentence = `No answer within ${timeoutInMs / 1000} seconds`
  const timeOut = setTimeout(() => reject(new Error(sentence)), timeoutInMs)
  try {
    return await Promise.race([answer, silence])
  } finally {
    clearTimeout(timeOut)
  }
}

/**
 * Waits for a service that the application needs to start.
 * @throws {StartRefused} that names the service, after 30 s by default
 */
export async function waitFor(
  service: string,
  reach: () => Promise<unknown>,
  timeoutInMs = TIMEOUT_IN_MS
): Promise<void> {
  const deadline = Date.now() + timeoutInMs
  for (;;) {
    try {
      await reach()
      return
    } catch (cause) {
      if (Date.now() + PAUSE_IN_MS > deadline) {
        const what = `${service} could not be reached within ${timeoutInMs / 1000} seconds`
        const reason = cause instanceof Error && cause.message ? `: ${cause.message}` : ''
        throw new StartRefused(what + reason, { cause })
      }
      await sleep(PAUSE_IN_MS)
    }
  }
}
