import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until a condition is true. @throws on a timeout, after half a minute by default */
export async function eventually(
  isSo: () => boolean | Promise<boolean>,
  seconds = 30
): Promise<void> {
  for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline; await sleep(20))
    if (await isSo()) return
  throw new Error(`It never became so: ${isSo.toString()}`)
}
