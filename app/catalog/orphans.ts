/** How old a file is before nothing can be about to use it: an upload, or the form that it is for, may take hours. */
const PATIENCE_IN_MS = 24 * 60 * 60 * 1000

/** Whether a file that nothing uses is left over. */
export function isLeftOver({ lastModified }: { lastModified: Date }): boolean {
  return lastModified.getTime() < Date.now() - PATIENCE_IN_MS
}
