import { setTimeout as sleep } from 'node:timers/promises'
import StartRefused from '#app/platform/exceptions/start_refused'

const PATIENCE_IN_MS = 30_000
const PAUSE_IN_MS = 500

/** What a service answers, unless that takes longer. @throws what it throws, or that it gave no answer */
export async function answerWithin<Answer>(
  patienceInMs: number,
  answer: Promise<Answer>
): Promise<Answer> {
  const { promise: silence, reject } = Promise.withResolvers<never>()
  const sentence = `No answer within ${patienceInMs / 1000} seconds`
  const timeOut = setTimeout(() => reject(new Error(sentence)), patienceInMs)
  try {
    return await Promise.race([answer, silence])
  } finally {
    clearTimeout(timeOut)
  }
}

/**
 * Waits for a service that the application can't start without.
 * @throws {StartRefused} after 30 s, unless another time is given; it names the service
 */
export async function waitFor(
  service: string,
  reach: () => Promise<unknown>,
  patienceInMs = PATIENCE_IN_MS
): Promise<void> {
  const deadline = Date.now() + patienceInMs
  for (;;) {
    try {
      await reach()
      return
    } catch (cause) {
      if (Date.now() + PAUSE_IN_MS > deadline) {
        const what = `${service} could not be reached within ${patienceInMs / 1000} seconds`
        const reason = cause instanceof Error && cause.message ? `: ${cause.message}` : ''
        throw new StartRefused(what + reason, { cause })
      }
      await sleep(PAUSE_IN_MS)
    }
  }
}
