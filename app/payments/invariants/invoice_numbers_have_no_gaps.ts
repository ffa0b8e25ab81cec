import db from '@adonisjs/lucid/services/db'
import Invariant from '#app/platform/invariants/invariant'
import { duplicates } from '#app/platform/invariants/duplicates'

interface Series {
  prefix: string
  financial_year: string
  last_serial: number
  highest: number | null
  count: number
}

export default class InvoiceNumbersHaveNoGaps extends Invariant {
  readonly condition = 'The numbers of each series of invoices begin with 1 and have no gap'

  async *violations() {
    yield* duplicates('invoices', ['prefix', 'financial_year', 'serial'])
    for (const { prefix, financial_year: year, ...series } of await allSeries()) {
      const { last_serial: last, count, highest } = series
      if (Number(count) === Number(last) && Number(highest ?? 0) === Number(last)) continue
      yield `series ${prefix} of ${year} has ${count} documents, but its last number is ${last}`
    }
  }
}

/** In one statement, so that all of it is of the same moment. */
function allSeries(): Promise<Series[]> {
  return db
    .from('document_series')
    .leftJoin('invoices', (join) =>
      join
        .on('invoices.prefix', 'document_series.prefix')
        .andOn('invoices.financial_year', 'document_series.financial_year')
    )
    .groupBy('document_series.prefix', 'document_series.financial_year', 'last_serial')
    .select('document_series.prefix', 'document_series.financial_year', 'last_serial')
    .count('invoices.id as count')
    .max('serial as highest')
}
