import ConsoleCommand from '#app/platform/console_command'

export default class MembersPrune extends ConsoleCommand {
  static commandName = 'members:prune'
  static description =
    'Delete expired sessions and used refresh tokens of the message board, as the server does daily'

  async perform() {
    const { default: PurgeMembers } = await import('#app/members/actions/purge_members')
    const purge = await this.app.container.make(PurgeMembers)
    const { sessions, refreshTokens } = await purge.handle()
    this.print(`Deleted ${sessions} sessions and ${refreshTokens} refresh tokens.`)
  }
}
