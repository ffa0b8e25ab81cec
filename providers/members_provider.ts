import type { ApplicationService } from '@adonisjs/core/types'
import Clock from '#app/platform/clock'
import Activity from '#app/members/activity'

/** Writes the latest activity of members when the process ends. */
export default class MembersProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(Activity, async (resolver) => {
      return new Activity(await resolver.make(Clock), await resolver.make('logger'))
    })
  }

  async shutdown() {
    const activity = await this.app.container.make(Activity)
    await activity.flush()
  }
}
