import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { takeOverPayments } from '#app/payments/actions/take_over_payments'
import type { Manifest } from '#app/operations/backup/manifest'

/**
 * Fills tables that a migration has filled from others, if the backup was made before it. Needs all
 * rows of the backup.
 */
export async function fillNewerTables(
  { tables }: Manifest,
  trx: TransactionClientContract
): Promise<void> {
  const has = (table: string) => tables.some(({ name }) => name === table)
  if (has('payments') && !has('gateway_payments')) await takeOverPayments(trx)
  if (has('uploads') && !has('resumable_uploads')) await fillResumableUploads(trx)
}

async function fillResumableUploads(trx: TransactionClientContract): Promise<void> {
  await trx.rawQuery(`
    insert into resumable_uploads
      (id, owner_id, purpose, subject, name, size_in_bytes, reason, failed_at, last_seen_at, created_at)
    select id, user_id, 'catalog.lecture', coalesce('lecture:' || lecture_id, 'course:' || course_id),
      name, size_in_bytes, reason, failed_at, last_seen_at, created_at
    from uploads`)
}
