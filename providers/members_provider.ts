import type { ApplicationService } from '@adonisjs/core/types'
import Clock from '#app/platform/clock'
import Activity from '#app/members/activity'
import MessageLists from '#app/members/cache/message_lists'
import ListMessages from '#app/members/queries/list_messages'
import SqlReader from '#app/platform/sql/sql_reader'

/** Shares what the process remembers of the message board, and writes the latest activity at its end. */
export default class MembersProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(Activity, async (resolver) => {
      return new Activity(await resolver.make(Clock), await resolver.make('logger'))
    })
    this.app.container.singleton(MessageLists, async (resolver) => {
      return new MessageLists(await resolver.make(SqlReader), await resolver.make(ListMessages))
    })
  }

  async shutdown() {
    const activity = await this.app.container.make(Activity)
    await activity.flush()
  }
}
