import { DateTime } from 'luxon'
import { TAX_ZONE } from '#app/payments/gst/financial_year'
import { stateNameOf } from '#app/payments/gst/states'
import PdfPage from '#app/payments/invoices/pdf/pdf_page'
import type { Buyer, InvoiceSnapshot, Seller } from '#app/payments/invoices/snapshot'
import { formatAmount, TITLES } from '#app/payments/invoices/titles'

const LEFT = 48
const RIGHT = PdfPage.width - LEFT
const MIDDLE = PdfPage.width / 2
const HALF = MIDDLE - LEFT - 12

const MUTED = '#6b7280'

/** Columns of the table of lines, by their right edges. */
const COLUMNS = [
  { title: 'Price', right: 340 },
  { title: 'Discount', right: 410 },
  { title: 'Taxable value', right: 482 },
  { title: 'Total', right: RIGHT },
]
const COLUMN_WIDTH = 66

/** Draws an invoice, receipt or credit note as a PDF. A snapshot always gives the same bytes. */
export default class RenderInvoice {
  async handle(snapshot: InvoiceSnapshot): Promise<Buffer> {
    const { kind, number, seller, issuedAt } = snapshot
    const title = TITLES[kind]
    const time = new Date(issuedAt)
    const page = new PdfPage({ title: `${title} ${number}`, author: seller.name, time })
    page.paragraph(title, { x: LEFT, y: 48, width: HALF }, { size: 20, isBold: true })

    let y = drawParties(page, snapshot, 96)
    y = drawReferences(page, snapshot, y + 16)
    y = drawLines(page, snapshot, y + 20)
    y = drawSums(page, snapshot, y + 10)
    y = page.paragraph(snapshot.inWords, { x: LEFT, y: y + 8, width: RIGHT - LEFT })
    for (const note of notesOf(snapshot))
      y = page.paragraph(note, { x: LEFT, y: y + 8, width: RIGHT - LEFT }, { color: MUTED })
    return page.end()
  }
}

function drawParties(page: PdfPage, { seller, buyer }: InvoiceSnapshot, y: number): number {
  const ends = [
    drawParty(page, { label: 'Seller', name: seller.name, x: LEFT, lines: sellerLines(seller) }, y),
    drawParty(page, { label: 'Buyer', name: buyer.name, x: MIDDLE, lines: buyerLines(buyer) }, y),
  ]
  return Math.max(...ends)
}

function drawParty(
  page: PdfPage,
  { label, name, x, lines }: { label: string; name: string; x: number; lines: string[] },
  top: number
): number {
  let y = page.paragraph(label, { x, y: top, width: HALF }, { color: MUTED })
  y = page.paragraph(name, { x, y, width: HALF }, { size: 11, isBold: true })
  for (const line of lines) y = page.paragraph(line, { x, y, width: HALF })
  return y
}

function sellerLines({ address, gstin, state }: Seller): string[] {
  return [
    ...(address ? [address] : []),
    ...(state ? [`State: ${stateLabel(state)}`] : []),
    ...(gstin ? [`GSTIN: ${gstin}`] : []),
  ]
}

function buyerLines({ address, pin, gstin, state }: Buyer): string[] {
  return [
    ...(address ? [address] : []),
    ...(pin ? [`PIN: ${pin}`] : []),
    ...(state ? [`State: ${stateLabel(state)}`] : []),
    ...(gstin ? [`GSTIN: ${gstin}`] : []),
  ]
}

function drawReferences(page: PdfPage, snapshot: InvoiceSnapshot, top: number): number {
  let y = top
  for (const [label, value] of referencesOf(snapshot)) {
    page.paragraph(label, { x: LEFT, y, width: 120 }, { color: MUTED })
    y = page.paragraph(value, { x: LEFT + 124, y, width: RIGHT - LEFT - 124 })
  }
  return y
}

function referencesOf(snapshot: InvoiceSnapshot): [string, string][] {
  const { kind, placeOfSupply: place, refers } = snapshot
  const isTaxed = snapshot.seller.gstin !== null
  return [
    ['Number', snapshot.number],
    ['Date of issue', dayOf(snapshot.issuedAt)],
    [kind === 'credit_note' ? 'Date of refund' : 'Date of payment', dayOf(snapshot.paidAt)],
    ...(refers
      ? ([['For invoice', `${refers.number} of ${dayOf(refers.issuedAt)}`]] as [string, string][])
      : []),
    ...(isTaxed && place
      ? ([
          ['Place of supply', `${place.name} (${place.code})`],
          ['Reverse charge', 'No'],
        ] as [string, string][])
      : []),
    ['Order', snapshot.order],
    ['Payment', snapshot.payment],
  ]
}

function drawLines(page: PdfPage, { lines }: InvoiceSnapshot, top: number): number {
  page.paragraph('Description', { x: LEFT, y: top, width: 160 }, { color: MUTED })
  page.paragraph('SAC', { x: 222, y: top, width: 50 }, { color: MUTED })
  drawCells(
    page,
    COLUMNS.map(({ title }) => title),
    top,
    { color: MUTED }
  )
  let y = top + 18
  for (const { description, sac, list, discount, taxable, total } of lines) {
    page.rule(y - 2, { from: LEFT, to: RIGHT })
    const end = page.paragraph(description, { x: LEFT, y: y + 4, width: 164 })
    page.paragraph(sac, { x: 222, y: y + 4, width: 50 })
    drawCells(page, [list, discount, taxable, total].map(formatAmount), y + 4)
    y = end + 8
  }
  page.rule(y - 2, { from: LEFT, to: RIGHT })
  return y
}

function drawCells(page: PdfPage, cells: string[], y: number, style = {}): void {
  for (const [index, { right }] of COLUMNS.entries()) {
    const place = { x: right - COLUMN_WIDTH, y, width: COLUMN_WIDTH, align: 'right' } as const
    page.paragraph(cells[index], place, style)
  }
}

function drawSums(page: PdfPage, snapshot: InvoiceSnapshot, top: number): number {
  const { taxes, taxable, total, currency } = snapshot
  const sums: [string, number][] = [
    ...(taxes.length > 0 ? ([['Taxable value', taxable]] as [string, number][]) : []),
    ...taxes.map(({ kind, rate, amount }): [string, number] => [`${kind} ${rate}%`, amount]),
  ]
  let y = top
  for (const [label, amount] of sums) y = drawSum(page, label, amount, y)
  return drawSum(page, `Total (${currency})`, total, y + 2, { size: 11, isBold: true })
}

function drawSum(page: PdfPage, label: string, amount: number, y: number, style = {}): number {
  page.paragraph(label, { x: MIDDLE, y, width: 150 }, style)
  const place = { x: RIGHT - 100, y, width: 100, align: 'right' } as const
  return page.paragraph(formatAmount(amount), place, style)
}

function notesOf({ seller, buyer, kind }: InvoiceSnapshot): string[] {
  return [
    ...(seller.gstin
      ? ['All prices include GST.']
      : ['The seller is not registered for GST: no GST is charged.']),
    ...(seller.gstin && buyer.stateAssumed && kind === 'invoice'
      ? ['The buyer gave no State, so the place of supply is the seller’s State.']
      : []),
    'This document was made electronically and needs no signature.',
  ]
}

const stateLabel = (code: string) => `${stateNameOf(code)} (${code})`

const dayOf = (time: string) => DateTime.fromISO(time).setZone(TAX_ZONE).toFormat('d LLLL yyyy')
