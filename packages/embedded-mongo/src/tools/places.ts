import { mkdir, readdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

type Kind = 'folder' | 'file'

/** Returns the kind of entry at a path, or `undefined` if there is none. */
async function kindOf(path: string): Promise<Kind | undefined> {
  try {
    const stats = await stat(path)
    return stats.isDirectory() ? 'folder' : 'file'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** @throws {Error} unless there is an entry of this kind at the path */
export async function mustBe(wanted: Kind, path: string): Promise<void> {
  const found = await kindOf(path)
  if (found === undefined) throw new Error(`There is no ${wanted} ${path}.`)
  if (found !== wanted) throw new Error(`${path} is a ${found}, but a ${wanted} was expected.`)
}

/** Creates a folder. @throws {Error} if it exists and is not empty */
export async function makeEmptyFolder(path: string): Promise<void> {
  if ((await kindOf(path)) === 'file')
    throw new Error(`${path} is a file, but a folder was expected.`)
  await mkdir(path, { recursive: true })
  const names = await readdir(path)
  if (names.length > 0)
    throw new Error(`${path} is not empty. Choose an empty folder for the dump.`)
}

/**
 * Checks that a file can be created at a path.
 *
 * @throws {Error} if something exists there or its parent folder is missing
 */
export async function mustBeFree(path: string): Promise<void> {
  await mustBe('folder', dirname(path))
  const found = await kindOf(path)
  if (found) throw new Error(`There is already a ${found} ${path}.`)
}
