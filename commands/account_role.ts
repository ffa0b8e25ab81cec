import { args } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class AccountRole extends ConsoleCommand {
  static commandName = 'account:role'
  static description = 'Change the role of an account'
  static help = ['  {{ binaryName }} account:role asha@example.com super']

  @args.string({ description: 'E-mail address' })
  declare email: string

  @args.string({ description: 'learner, admin or super' })
  declare role: string

  async perform() {
    const { accountValidator } = await import('#app/accounts/validators/accounts')
    const { isRoleName, ROLES } = await import('#app/accounts/roles')
    const { consoleActor } = await import('#app/platform/audit/actor')
    const { default: AssignRole } = await import('#app/accounts/actions/assign_role')

    if (!isRoleName(this.role))
      return this.fail(`The role must be one of ${Object.keys(ROLES).join(', ')}.`)
    const { email } = await accountValidator.validate({ email: this.email })
    const assignRole = await this.app.container.make(AssignRole)
    const user = await assignRole.handle({ actor: consoleActor(), email, ...ROLES[this.role] })
    this.print(`${user.email} is now ${this.role}.`)
  }
}
