import ConsoleCommand from '#app/platform/console_command'

export default class DemoSeed extends ConsoleCommand {
  static commandName = 'demo:seed'
  static description = 'Add demo courses, people, payments, progress and messages (safe to repeat)'

  async perform() {
    const { default: SeedDemo } = await import('#database/demo/seed_demo')
    const { default: SeedBoard } = await import('#database/demo/seed_board')
    const { consoleActor } = await import('#app/platform/audit/actor')
    const { default: Audit } = await import('#app/platform/audit/audit')
    const seedDemo = await this.app.container.make(SeedDemo)
    const seedBoard = await this.app.container.make(SeedBoard)
    const audit = await this.app.container.make(Audit)
    const target = { kind: 'data' as const, id: null, label: 'Demo data' }
    await audit.around({ actor: consoleActor(), action: 'demo.seeded', target }, async () => {
      await seedDemo.handle()
      await seedBoard.handle()
    })
  }
}
