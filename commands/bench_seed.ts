import { flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

/** Excluded from production builds, since it adds fake people and payments. */
export default class BenchSeed extends ConsoleCommand {
  static commandName = 'bench:seed'
  static description = 'Add 10,000 users, 1,000 courses and 100,000 payments, for benchmarks'

  @flags.number({ description: 'Add only members of the message board, and print their tokens' })
  declare members?: number

  async perform() {
    if (this.app.inProduction)
      return this.fail(
        'bench:seed adds fake people and payments, so it refuses to run in production.'
      )

    if (this.members) {
      const { default: SeedMembers } = await import('../tools/bench/seed_members.js')
      const seedMembers = await this.app.container.make(SeedMembers)
      const tokens = await seedMembers.handle(this.members)
      return this.print(tokens.join('\n'))
    }
    const { default: SeedMany } = await import('../tools/bench/seed_many.js')
    const seedMany = await this.app.container.make(SeedMany)
    await seedMany.handle({ users: 10_000, courses: 1_000, payments: 100_000 })
  }
}
