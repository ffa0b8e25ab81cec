import { args } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class AccountResetSecondFactor extends ConsoleCommand {
  static commandName = 'account:reset-second-factor'
  static description = 'Remove a lost second factor and its recovery codes'
  static help = [
    'Verify the identity of the person first: until they set up another second factor, their password is',
    'enough to sign in to the dashboard. Their dashboard sessions end.',
    '',
    '  {{ binaryName }} account:reset-second-factor asha@example.com',
  ]

  @args.string({ description: 'E-mail address' })
  declare email: string

  async perform() {
    const { accountValidator } = await import('#app/accounts/validators/accounts')
    const { consoleActor } = await import('#app/platform/audit/actor')
    const { default: ResetSecondFactor } = await import('#app/accounts/actions/reset_second_factor')
    const { email } = await accountValidator.validate({ email: this.email })
    const resetSecondFactor = await this.app.container.make(ResetSecondFactor)
    const user = await resetSecondFactor.handle({ actor: consoleActor(), email })
    this.print(
      `${user.email} can sign in with the password only until a second factor is set up again.`
    )
  }
}
