import { args, BaseCommand } from '@adonisjs/core/ace'

export default class MakeAction extends BaseCommand {
  static commandName = 'make:action'
  static description = 'Create an action, which changes something, in a capability'
  static help = ['  {{ binaryName }} make:action catalog/publish_course']

  @args.string({ description: 'The capability and the name: catalog/publish_course' })
  declare name: string

  async run() {
    const codemods = await this.createCodemods()
    const entity = this.app.generators.createEntity(this.name)
    await codemods.makeUsingStub(this.app.makePath('stubs'), 'make/action/main.stub', { entity })
  }
}
