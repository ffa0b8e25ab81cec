import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class AccountBlock extends ConsoleCommand {
  static commandName = 'account:block'
  static description = 'Block an account immediately, and end its sessions'

  @args.string({ description: 'E-mail address' })
  declare email: string

  @flags.boolean({ description: 'Unblock the account' })
  declare lift: boolean

  async perform() {
    const { accountValidator } = await import('#app/accounts/validators/accounts')
    const { consoleActor } = await import('#app/platform/audit/actor')
    const { default: BlockAccount } = await import('#app/accounts/actions/block_account')
    const { email } = await accountValidator.validate({ email: this.email })
    const blockAccount = await this.app.container.make(BlockAccount)
    const user = await blockAccount.handle({ actor: consoleActor(), email, blocked: !this.lift })
    this.print(this.lift ? `${user.email} is no longer blocked.` : `${user.email} is blocked.`)
  }
}
