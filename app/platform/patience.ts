import { setTimeout as sleep } from 'node:timers/promises'
import StartRefused from '#app/platform/exceptions/start_refused'

const PATIENCE_IN_MS = 30_000
const PAUSE_IN_MS = 500

/**
 * Waits for a service that the application can't start without.
 * @throws {StartRefused} after 30 s, naming the service
 */
export async function waitFor(service: string, reach: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + PATIENCE_IN_MS
  for (;;) {
    try {
      await reach()
      return
    } catch (cause) {
      if (Date.now() + PAUSE_IN_MS > deadline) {
        const reason = cause instanceof Error && cause.message ? `: ${cause.message}` : ''
        throw new StartRefused(`${service} could not be reached within 30 seconds${reason}`, {
          cause,
        })
      }
      await sleep(PAUSE_IN_MS)
    }
  }
}
