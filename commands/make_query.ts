import { args, BaseCommand } from '@adonisjs/core/ace'

export default class MakeQuery extends BaseCommand {
  static commandName = 'make:query'
  static description = 'Create a query, which only reads, in a capability'
  static help = ['  {{ binaryName }} make:query catalog/list_drafts']

  @args.string({ description: 'The capability and the name: catalog/list_drafts' })
  declare name: string

  async run() {
    const codemods = await this.createCodemods()
    const entity = this.app.generators.createEntity(this.name)
    await codemods.makeUsingStub(this.app.makePath('stubs'), 'make/query/main.stub', { entity })
  }
}
