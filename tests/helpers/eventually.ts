import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until something is so. @throws when it has not become so within half a minute, or the seconds that are given */
export async function eventually(
  isSo: () => boolean | Promise<boolean>,
  seconds = 30
): Promise<void> {
  for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline; await sleep(20))
    if (await isSo()) return
  throw new Error(`It never became so: ${isSo.toString()}`)
}
