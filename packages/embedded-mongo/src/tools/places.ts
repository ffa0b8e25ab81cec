import { mkdir, readdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

type Kind = 'folder' | 'file'

/** What is at a path; nothing where there is nothing. */
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

/** @throws {Error} with a sentence, unless there is a thing of this kind at the path */
export async function mustBe(wanted: Kind, path: string): Promise<void> {
  const found = await kindOf(path)
  if (found === undefined) throw new Error(`There is no ${wanted} ${path}.`)
  if (found !== wanted) throw new Error(`${path} is a ${found}: a ${wanted} was expected.`)
}

/** Makes a folder. @throws {Error} with a sentence when there is something in it already */
export async function makeEmptyFolder(path: string): Promise<void> {
  if ((await kindOf(path)) === 'file') throw new Error(`${path} is a file: a folder was expected.`)
  await mkdir(path, { recursive: true })
  const names = await readdir(path)
  if (names.length > 0)
    throw new Error(`${path} is not empty: what is in it would be mixed with the dump.`)
}

/** Where a file is to be made. @throws {Error} with a sentence when there is something already, or no folder for it */
export async function mustBeFree(path: string): Promise<void> {
  await mustBe('folder', dirname(path))
  const found = await kindOf(path)
  if (found) throw new Error(`There is already a ${found} ${path}.`)
}
