import { type Cell, csvLine, rupees } from '#app/platform/csv'
import type { Period } from '#app/platform/sql/period'
import { sqlTime } from '#app/platform/sql/time'
import { taxDayOf } from '#app/payments/gst/financial_year'
import { isLate, type ListedSection, sectionOf } from '#app/payments/gst/return_sections'
import {
  type Amounts,
  amountsOf,
  SeriesRanges,
  type Sum,
  Sums,
} from '#app/payments/gst/return_sums'
import { stateNameOf } from '#app/payments/gst/states'
import Invoice from '#app/payments/models/invoice'

const COLUMNS = [
  ...['section', 'document', 'date', 'gstin', 'place_of_supply', 'state', 'rate', 'sac', 'count'],
  ...['taxable', 'cgst', 'sgst', 'igst', 'total', 'refers', 'late'],
]

/** Number of rows held in memory. */
const BATCH = 500

/**
 * Exports the invoices and credit notes of a period as lines of CSV, in the sections of a GST return. Receipts are no
 * part of it.
 */
export default class ExportGst {
  async *handle(period: Period): AsyncGenerator<string> {
    yield csvLine(COLUMNS)
    const [small, bySac, series] = [new Sums(), new Sums(), new SeriesRanges()]
    for await (const document of documentsOf(period)) {
      const { placeOfSupply, sac } = document
      if (sectionOf(document) === 'b2cs') small.add(document, { placeOfSupply, sac: null })
      bySac.add(document, { placeOfSupply: null, sac })
      series.add(document)
    }
    yield* listed('b2b', period)
    yield* listed('b2cl', period)
    for (const sum of small.sorted()) yield sumLine('b2cs', sum)
    yield* listed('cdnr', period)
    yield* listed('cdnur', period)
    for (const sum of bySac.sorted()) yield sumLine('hsn', sum)
    for (const { first, last, count } of series.all())
      yield line({ section: 'docs', document: first, count, refers: last })
  }
}

async function* listed(section: ListedSection, period: Period): AsyncGenerator<string> {
  for await (const document of documentsOf(period))
    if (sectionOf(document) === section) yield documentLine(section, document)
}

async function* documentsOf({ from, until }: Period): AsyncGenerator<Invoice> {
  let last = ''
  for (;;) {
    const documents = await Invoice.query()
      .where('isTaxed', true)
      .where('id', '>', last)
      .if(from, (query) => query.where('issuedAt', '>=', sqlTime(from!)))
      .if(until, (query) => query.where('issuedAt', '<', sqlTime(until!)))
      .orderBy('id')
      .limit(BATCH)
      .preload('refers')
    yield* documents
    if (documents.length < BATCH) return
    last = documents.at(-1)!.id
  }
}

function documentLine(section: ListedSection, document: Invoice): string {
  return line({
    section,
    document: document.number,
    date: taxDayOf(document.issuedAt),
    gstin: document.buyerGstin,
    place: document.placeOfSupply,
    rate: document.rate,
    sac: document.sac,
    count: 1,
    amounts: amountsOf(document),
    refers: document.refersId ? document.refers.number : null,
    isLate: isLate(document),
  })
}

function sumLine(section: 'b2cs' | 'hsn', sum: Sum): string {
  const { placeOfSupply: place, rate, sac, count, isLate: late, ...amounts } = sum
  return line({ section, place, rate, sac, count, amounts, isLate: late })
}

function line(row: {
  section: string
  document?: string
  date?: string
  gstin?: string | null
  place?: string | null
  rate?: number
  sac?: string | null
  count: number
  amounts?: Amounts
  refers?: string | null
  isLate?: boolean
}): string {
  const { place, amounts } = row
  const money: Cell[] = amounts
    ? [amounts.taxable, amounts.cgst, amounts.sgst, amounts.igst, amounts.total].map(rupees)
    : Array.from<Cell>({ length: 5 })
  return csvLine([
    ...[row.section, row.document, row.date, row.gstin, place, place && stateNameOf(place)],
    ...[row.rate, row.sac, row.count, ...money, row.refers, row.isLate ? 'yes' : null],
  ])
}
