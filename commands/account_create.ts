import { text } from 'node:stream/consumers'
import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class AccountCreate extends ConsoleCommand {
  static commandName = 'account:create'
  static description = 'Create a verified account'
  static help = [
    'The password is read from standard input, so that it does not appear in process lists or the shell history:',
    '',
    '  {{ binaryName }} account:create asha@example.com --name "Asha Rao" --password-stdin --admin < password.txt',
  ]

  @args.string({ description: 'E-mail address' })
  declare email: string

  @flags.string({ description: 'Name' })
  declare name?: string

  @flags.boolean({ description: 'Read the password from standard input' })
  declare passwordStdin: boolean

  @flags.boolean({ description: 'Create an administrator' })
  declare admin: boolean

  @flags.boolean({ description: 'Create a super administrator' })
  declare super: boolean

  async perform() {
    const { registerValidator } = await import('#app/accounts/validators/accounts')
    const { consoleActor } = await import('#app/platform/audit/actor')
    const { default: CreateAccount } = await import('#app/accounts/actions/create_account')
    const { ROLES } = await import('#app/accounts/roles')

    if (!this.name) return this.fail('Give a name with --name.')
    if (!this.passwordStdin)
      return this.fail('Give the password on standard input with --password-stdin.')
    const typed = await text(process.stdin)
    const password = typed.replace(/\r?\n$/, '')
    const input = await registerValidator.validate({ email: this.email, name: this.name, password })

    const roles = this.super ? ROLES.super : this.admin ? ROLES.admin : ROLES.learner
    const createAccount = await this.app.container.make(CreateAccount)
    const user = await createAccount.handle({ actor: consoleActor(), ...input, ...roles })
    this.print(`Created ${user.email} (${user.id}).`)
  }
}
