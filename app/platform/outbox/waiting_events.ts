import OutboxRow from '#app/platform/outbox/outbox_row'

/** Finds events whose listeners have not run yet. */
export default class WaitingEvents {
  /** Tells whether an event's payload contains an id or key; encrypted payloads are not searched. */
  async mention(...ids: string[]): Promise<boolean> {
    const query = OutboxRow.query().select('id')
    for (const id of ids) query.where('payload', 'like', `%${id}%`)
    return (await query.first()) !== null
  }
}
