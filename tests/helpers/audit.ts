import AuditEntry from '#app/platform/audit/audit_entry'

/** What the audit log says was done to a thing, in its order. */
export async function actionsAbout(targetId: string): Promise<string[]> {
  const entries = await AuditEntry.query().where('targetId', targetId).orderBy('id')
  return entries.map(({ action }) => action)
}
