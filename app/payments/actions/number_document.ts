import type { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { documentNumber } from '#app/payments/gst/document_number'
import { financialYearOf } from '#app/payments/gst/financial_year'

export interface DocumentNumber {
  prefix: string
  financialYear: string
  serial: number
  number: string
}

/**
 * Takes the next number of a series. The series' row stays locked until the transaction ends, so that numbers have no
 * gaps: a rollback gives the number back.
 */
export default class NumberDocument {
  async handle(
    { prefix, issuedAt }: { prefix: string; issuedAt: DateTime },
    trx: TransactionClientContract
  ): Promise<DocumentNumber> {
    const financialYear = financialYearOf(issuedAt)
    const [{ last_serial: serial }] = await trx
      .knexQuery()
      .insert({ prefix, financial_year: financialYear, last_serial: 1 })
      .into('document_series')
      .onConflict(['prefix', 'financial_year'])
      .merge({ last_serial: trx.knexRawQuery('document_series.last_serial + 1') })
      .returning('last_serial')
    return {
      prefix,
      financialYear,
      serial,
      number: documentNumber({ prefix, financialYear, serial }),
    }
  }
}
