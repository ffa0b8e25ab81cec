import AuditEntry from '#app/platform/audit/audit_entry'

/** What the audit log says was done to a thing, in its order. */
export async function actionsAbout(thingId: string): Promise<string[]> {
  const entries = await AuditEntry.query().where('thingId', thingId).orderBy('id')
  return entries.map(({ action }) => action)
}
