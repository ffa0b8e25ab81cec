import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import app from '@adonisjs/core/services/app'
import { aTemporaryFolder, type AppProcess, start } from '#tests/helpers/processes'

/** The project as after `git clone` and `npm ci`, free to be changed. */
export interface Clone {
  folder: string
  remove(): Promise<void>
  /** Starts Node.js in the clone's folder, configured only by `.env`. */
  run(args: string[], environment?: Record<string, string>): AppProcess
  /** Runs Git in the clone, whose index has the copied files. @returns its output */
  git(...args: string[]): Promise<string>
  /** Replaces a text that a file must contain. */
  change(file: string, from: string, to: string): Promise<void>
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, { cwd, maxBuffer: 16_000_000 })
  return stdout
}

/** Copies the tracked and untracked files that Git does not ignore, in their current state. */
export async function aClone(): Promise<Clone> {
  const [folder, remove] = await aTemporaryFolder()
  const root = app.makePath()
  const listed = await git(root, 'ls-files', '-co', '--exclude-standard', '-z', '--deduplicate')
  const files = listed.split('\0').filter((file) => file && !/^(docs|infra)\//.test(file))
  for (const file of files) await copy(join(root, file), join(folder, file))
  await linkPackages(root, folder)
  await git(folder, 'init', '--quiet')
  await git(folder, 'add', '--all')

  return {
    folder,
    remove,
    run: (args, environment = {}) => start(args, environment, undefined, folder),
    git: (...args) => git(folder, ...args),
    async change(file, from, to) {
      const text = await readFile(join(folder, file), 'utf8')
      if (!text.includes(from)) throw new Error(`${file} does not contain "${from}"`)
      await writeFile(join(folder, file), text.replace(from, to))
    },
  }
}

/** Leaves out files that were deleted but are still in Git's index. */
async function copy(from: string, to: string) {
  await mkdir(dirname(to), { recursive: true })
  await cp(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}

/** Links the installed packages; the project's own packages come from the clone. */
async function linkPackages(root: string, folder: string) {
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, '@theta'), { recursive: true })
  for (const name of await readdir(join(root, 'node_modules')))
    if (name !== '@theta') await symlink(join(root, 'node_modules', name), join(modules, name))
  for (const name of await readdir(join(folder, 'packages')))
    await symlink(join(folder, 'packages', name), join(modules, '@theta', name))
}
