import ConsoleCommand from '#app/platform/console_command'

export default class BenchSeed extends ConsoleCommand {
  static commandName = 'bench:seed'
  static description = 'Add 10,000 users, 1,000 courses and 100,000 payments, for benchmarks'

  async perform() {
    const { default: SeedMany } = await import('#database/bench/seed_many')
    const seedMany = await this.app.container.make(SeedMany)
    await seedMany.handle({ users: 10_000, courses: 1_000, payments: 100_000 })
  }
}
