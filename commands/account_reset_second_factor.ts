import { args } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class AccountResetSecondFactor extends ConsoleCommand {
  static commandName = 'account:reset-second-factor'
  static description = 'Take away a second factor that was lost, with its recovery codes'
  static help = [
    'Make sure first that whoever asks is who they say: the password alone opens the dashboard then,',
    'until they have set up another second factor. Their open sessions of the dashboard end.',
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
      `${user.email} signs in by the password alone, until a second factor is set up again.`
    )
  }
}
