import WakeUp from '#app/platform/jobs/wake_up'

/**
 * Notifies the hubs of all processes that an event was committed. Hubs also poll, so a lost
 * notification only delays it.
 */
export default class LiveEventWakeUp extends WakeUp {
  protected channel = 'theta:live_events:committed'
}
