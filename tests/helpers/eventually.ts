import { setTimeout as sleep } from 'node:timers/promises'

/** Asks 20 milliseconds apart until it is so, for some seconds at most. @returns whether it has become so */
export async function eventually(
  isSo: () => boolean | Promise<boolean>,
  seconds = 5
): Promise<boolean> {
  const deadline = performance.now() + seconds * 1_000
  while (!(await isSo())) {
    if (performance.now() > deadline) return false
    await sleep(20)
  }
  return true
}
