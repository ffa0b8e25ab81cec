import db from '@adonisjs/lucid/services/db'
import { normalizeEmail } from '#app/identity/email'
import { batches } from '#app/platform/sql/fill_columns'
import { type CheckResult, ok, warning } from '#app/operations/doctor/check_result'

/** Checks that no two accounts have the same mailbox in different spellings. */
export async function checkAccounts(): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for await (const users of batches<{ email: string }>(db.connection(), 'users', ['email']))
    for (const { id, email } of users)
      if (normalizeEmail(email) !== email) results.push(await report(id, normalizeEmail(email)))
  return results.length > 0 ? results : [ok('Accounts', 'Each mailbox has one account.')]
}

async function report(id: string, email: string): Promise<CheckResult> {
  const other = await db.from('users').where({ email }).select('id').first()
  return other
    ? warning(
        'Accounts',
        `The accounts ${id} and ${other.id} have the same mailbox. Only ${other.id} can sign in.`,
        `Ask the person which account to keep, and give ${id} another e-mail or delete it.`
      )
    : warning(
        'Accounts',
        `The e-mail of the account ${id} is not normalized, so that nobody can sign in to it.`,
        `Update the column email of its row in users to ${email}.`
      )
}
