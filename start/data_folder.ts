import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  readdirSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

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

const READABLE_BY_OTHERS = 0o077

/** The sticky bit marks folders that all users share, such as /tmp. */
const SHARED = 0o1000

/** Removes other users' permissions from a file or folder of ours. A missing or shared one is left as it is. */
function makePrivate(path: string): void {
  const status = lstatSync(path, { throwIfNoEntry: false })
  if (!status) return
  const { mode, uid } = status
  const isOurs = uid === process.getuid?.() && !(mode & SHARED)
  const isPrivate = (mode & READABLE_BY_OTHERS) === 0
  if (isOurs && !isPrivate) chmodSync(path, mode & ~READABLE_BY_OTHERS & 0o777)
}

/**
 * Creates the data folder of the embedded stand-ins with permissions for its owner only, since it holds password
 * hashes, mails and media. Of an existing folder and its top-level entries, other users' permissions are removed. Files
 * that this process creates later are private too.
 * @throws if it is not writable
 */
export function prepareDataFolder(folder: string): void {
  process.umask(0o077)
  makeFolder(folder)
  accessSync(folder, constants.W_OK)
  if (statSync(folder).mode & SHARED) return
  makePrivate(folder)
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile() || entry.isDirectory()) makePrivate(join(folder, entry.name))
}
