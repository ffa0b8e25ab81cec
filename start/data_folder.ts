import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder, with those above it, unless it exists. The `recursive` option of Node.js never returns where a
 * folder such as /proc refuses new entries with ENOENT.
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

/** Makes the folder in which the embedded stand-ins keep their data. @throws when it can't be written */
export function prepareDataFolder(folder: string): void {
  makeFolder(folder)
  accessSync(folder, constants.W_OK)
}
