import { setTimeout as sleep } from 'node:timers/promises'
import StartRefused from '#app/platform/exceptions/start_refused'

const PATIENCE_IN_MS = 30_000
const PAUSE_IN_MS = 500

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
        const reason = cause instanceof Error && cause.message ? `: ${cause.message}` : ''
        throw new StartRefused(
          `${service} could not be reached within ${patienceInMs / 1000} seconds${reason}`,
          {
            cause,
          }
        )
      }
      await sleep(PAUSE_IN_MS)
    }
  }
}
