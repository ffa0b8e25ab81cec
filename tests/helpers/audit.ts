import AuditEntry from '#app/platform/audit/audit_entry'

/** The actions in the audit log on a target, in order. */
export async function actionsAbout(targetId: string): Promise<string[]> {
  const entries = await AuditEntry.query().where('targetId', targetId).orderBy('id')
  return entries.map(({ action }) => action)
}
