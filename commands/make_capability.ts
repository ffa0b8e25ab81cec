import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { args } from '@adonisjs/core/ace'
import string from '@adonisjs/core/helpers/string'
import ConsoleCommand from '#app/platform/console_command'

const STUBS = [
  'manifest',
  'routes',
  'limits',
  'controller',
  'validator',
  'action',
  'query',
  'entry',
  'transformer',
  'test',
]

export default class MakeCapability extends ConsoleCommand {
  static commandName = 'make:capability'
  static description =
    'Create a capability with a first route, and list it in start/capabilities.ts'
  static help = ['  {{ binaryName }} make:capability library']
  static options = { startApp: false }

  @args.string({ description: 'The name of its folder, such as library or study_groups' })
  declare name: string

  async perform() {
    if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(this.name)) {
      throw new Error('Name the capability in lower case, with underscores: study_groups')
    }
    if (existsSync(this.app.makePath('app', this.name))) {
      throw new Error(`There is a capability named ${this.name}: see app/${this.name}.`)
    }
    await this.createFiles()
    await this.list()
    const { exitCode } = await this.kernel.exec('codegen', [])
    this.exitCode = exitCode
    const path = string.dashCase(this.name)
    this.print(`Try it: npm run dev, then curl localhost:3333/api/${path}/entries`)
    this.print('Say who may call its routes in tests/functional/platform/access.spec.ts.')
  }

  private async createFiles() {
    const codemods = await this.createCodemods()
    const names = {
      name: this.name,
      path: string.dashCase(this.name),
      member: string.camelCase(this.name),
    }
    for (const stub of STUBS)
      await codemods.makeUsingStub(this.app.makePath('stubs'), `capability/${stub}.stub`, names)
  }

  /** Adds it to the one list of capabilities, below those that look at all others. */
  private async list() {
    const file = this.app.makePath('start/capabilities.ts')
    const text = await readFile(file, 'utf8')
    const lines = text.split('\n')
    const above = lines.findIndex((line) => line.includes("'#app/reporting/capability'"))
    lines.splice(above, 0, `  () => import('#app/${this.name}/capability'),`)
    await writeFile(file, lines.join('\n'))
    this.logger.action('update start/capabilities.ts').succeeded()
  }
}
