import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Creates a folder and its parents unless it exists. Node.js's `recursive` option never returns if
 * a folder such as /proc rejects new entries with ENOENT.
 */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const isMadeByAnother = code === 'EEXIST' && statSync(folder).isDirectory()
    if (!isMadeByAnother) throw error
  }
}

/** Creates the data folder of the embedded stand-ins. @throws if it is not writable */
export function prepareDataFolder(folder: string): void {
  makeFolder(folder)
  accessSync(folder, constants.W_OK)
}
