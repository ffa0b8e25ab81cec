/** From this age on, no upload or form that is still being sent can be about to use a file. */
const MINIMUM_AGE_IN_MS = 24 * 60 * 60 * 1000

/** Whether a file that nothing uses is left over. */
export function isLeftOver({ lastModified }: { lastModified: Date }): boolean {
  return lastModified.getTime() < Date.now() - MINIMUM_AGE_IN_MS
}
