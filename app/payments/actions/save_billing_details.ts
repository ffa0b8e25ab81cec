import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { sqlTime } from '#app/platform/sql/time'
import type { Billing } from '#app/payments/transformers/billing_transformer'

/** Replaces what a learner wants on invoices that are issued later. */
export default class SaveBillingDetails {
  async handle({ userId, billing }: { userId: string; billing: Billing }): Promise<void> {
    const row = { user_id: userId, ...billing, updated_at: sqlTime(DateTime.utc()) }
    await db.knexQuery().insert(row).into('billing_details').onConflict('user_id').merge()
  }
}
