import { globSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { BaseCommand, Kernel } from '@adonisjs/core/ace'
import { Exception } from '@adonisjs/core/exceptions'

/** Generators whose files belong into the folder of a capability, where the stubs of `stubs/make` put them. */
const OF_CAPABILITIES = [
  'action',
  'controller',
  'event',
  'exception',
  'listener',
  'mail',
  'middleware',
  'model',
  'policy',
  'query',
  'test',
  'transformer',
  'validator',
].map((kind) => `make:${kind}`)

/** A generator can't tell where its files belong; the message says how to call it. */
class GeneratorRefused extends Exception {
  static status = 500
  static code = 'E_GENERATOR_REFUSED'

  /** Shows the message alone, without a stack. */
  render(error: GeneratorRefused, kernel: Pick<Kernel, 'ui'>): void {
    kernel.ui.logger.logError(error.message)
  }
}

const isOfCapabilities = (command: string) => OF_CAPABILITIES.includes(command)

type Generator = BaseCommand & { name?: string; event?: string }

/** Makes AdonisJS's generators, and the project's own, put their files into capabilities. */
export function placeGeneratedFiles(kernel: Kernel): void {
  const startedAt = Date.now()
  kernel.executing((command: Generator) => {
    const { commandName, name, event } = command
    if (commandName === 'make:service') throw new GeneratorRefused(NO_SERVICES)
    if (!isOfCapabilities(commandName)) return
    for (const given of [name, event]) if (given !== undefined) refuseOutside(command, given)
  })
  kernel.executed(async ({ commandName, app }: BaseCommand) => {
    if (commandName === 'make:middleware') await useAlias(app.makePath('start/kernel.ts'))
    if (isOfCapabilities(commandName) || commandName === 'make:capability')
      await formatNewFiles(app.makePath(), startedAt)
  })
}

const NO_SERVICES =
  'There are no services here: what changes something is an action (make:action), what only reads is a query (make:query).'

/** @throws {GeneratorRefused} when a name does not begin with a capability */
function refuseOutside({ app, commandName }: Generator, name: string) {
  const manifests = globSync('app/*/*capability.ts', { cwd: app.makePath() })
  const capabilities = [...new Set(manifests.map((manifest) => basename(dirname(manifest))))].sort()
  const [capability, ...rest] = name.split('/')
  if (rest.length > 0 && capabilities.includes(capability!)) return
  throw new GeneratorRefused(
    `Put the capability in front of the name, as in "${commandName} catalog/${rest.at(-1) ?? name}". ` +
      `There are ${capabilities.join(', ')}.`
  )
}

/** AdonisJS registers a middleware by an alias for a folder that this project does not have. */
async function useAlias(kernelFile: string) {
  const code = await readFile(kernelFile, 'utf8')
  await writeFile(kernelFile, code.replaceAll("'#middleware/", "'#app/"))
}

/** Formats what a generator has just written, since stubs end without a line break. */
async function formatNewFiles(root: string, since: number) {
  const prettier = await import('prettier')
  const files = globSync('{app,tests}/**/*.ts', { cwd: root }).map((file) => join(root, file))
  for (const file of files.filter((path) => statSync(path).mtimeMs >= since)) {
    const options = await prettier.resolveConfig(file)
    const code = await readFile(file, 'utf8')
    await writeFile(file, await prettier.format(code, { ...options, filepath: file }))
  }
}
