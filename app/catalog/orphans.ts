/** Minimum age of an orphan: longer than any upload or form that may still be about to use the file. */
const MINIMUM_AGE_IN_MS = 24 * 60 * 60 * 1000

/** Tells whether an unused file is old enough to be an orphan. */
export function isLeftOver({ lastModified }: { lastModified: Date }): boolean {
  return lastModified.getTime() < Date.now() - MINIMUM_AGE_IN_MS
}
