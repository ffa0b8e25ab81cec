import { existsSync, globSync, statSync } from 'node:fs'
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

  /** Prints only the message, without a stack trace. */
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
    if (commandName === 'make:middleware') registerInCapability(command)
  })
  kernel.executed(async ({ commandName, app }: BaseCommand) => {
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

/**
 * Lists named middleware in the capability's own `middleware.ts`. AdonisJS would list all in `start/kernel.ts`, by an
 * alias for a folder that this project does not have.
 */
function registerInCapability(command: Generator) {
  const createCodemods = command.createCodemods.bind(command)
  command.createCodemods = async () => {
    const codemods = await createCodemods()
    const registerMiddleware = codemods.registerMiddleware.bind(codemods)
    codemods.registerMiddleware = async (stack, middleware) => {
      const list = middleware.map((one) => ({
        ...one,
        path: one.path.replace('#middleware/', '#app/'),
      }))
      if (stack !== 'named') return registerMiddleware(stack, list)
      const [capability] = command.name!.split('/')
      for (const one of list)
        await addNamedMiddleware(command.app.makePath('app', capability!, 'middleware.ts'), one)
    }
    return codemods
  }
}

async function addNamedMiddleware(file: string, { name, path }: { name?: string; path: string }) {
  const code = existsSync(file) ? await readFile(file, 'utf8') : NO_NAMED_MIDDLEWARE
  const opening = 'router.named({'
  await writeFile(file, code.replace(opening, `${opening}\n  ${name}: () => import('${path}'),`))
}

const NO_NAMED_MIDDLEWARE = `import router from '@adonisjs/core/services/router'

export const middleware = router.named({
})
`

/** Formats what a generator has just written, since stubs end without a line break. */
async function formatNewFiles(root: string, since: number) {
  const prettier = await import('prettier')
  const files = globSync('{app,start,tests}/**/*.ts', { cwd: root }).map((file) => join(root, file))
  for (const file of files.filter((path) => statSync(path).mtimeMs >= since)) {
    const options = await prettier.resolveConfig(file)
    const code = await readFile(file, 'utf8')
    await writeFile(file, await prettier.format(code, { ...options, filepath: file }))
  }
}
