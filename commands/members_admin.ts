import { text } from 'node:stream/consumers'
import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class MembersAdmin extends ConsoleCommand {
  static commandName = 'members:admin'
  static description = 'Create an administrator of the message board'
  static help = [
    'The password is read from standard input, so that it does not appear in process lists or the shell history:',
    '',
    '  {{ binaryName }} members:admin asha --firstname Asha --password-stdin < password.txt',
  ]

  @args.string({ description: 'User name' })
  declare username: string

  @flags.string({ description: 'First name, Admin by default' })
  declare firstname?: string

  @flags.boolean({ description: 'Read the password from standard input' })
  declare passwordStdin: boolean

  async perform() {
    const { administratorValidator } = await import('#app/members/validators/members')
    const { consoleActor } = await import('#app/platform/audit/actor')
    const { default: CreateAdministrator } =
      await import('#app/members/actions/create_administrator')

    if (!this.passwordStdin)
      return this.fail('Give the password on standard input with --password-stdin.')
    const typed = await text(process.stdin)
    const input = await administratorValidator.validate({
      username: this.username,
      firstname: this.firstname ?? 'Admin',
      password: typed.replace(/\r?\n$/, ''),
    })
    const createAdministrator = await this.app.container.make(CreateAdministrator)
    const { id, username } = await createAdministrator.handle({ actor: consoleActor(), ...input })
    this.print(`Created ${username} (${id}).`)
  }
}
