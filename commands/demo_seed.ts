import ConsoleCommand from '#app/platform/console_command'

export default class DemoSeed extends ConsoleCommand {
  static commandName = 'demo:seed'
  static description =
    'Add the courses, people, payments and progress of the demo; run again, it changes nothing'

  async perform() {
    const { default: SeedDemo } = await import('#database/demo/seed_demo')
    const seedDemo = await this.app.container.make(SeedDemo)
    await seedDemo.handle()
  }
}
