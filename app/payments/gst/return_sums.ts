import { isLate } from '#app/payments/gst/return_sections'
import type Invoice from '#app/payments/models/invoice'

export interface Amounts {
  taxable: number
  cgst: number
  sgst: number
  igst: number
  total: number
}

export interface Sum extends Amounts {
  placeOfSupply: string | null
  rate: number
  sac: string | null
  isLate: boolean
  count: number
}

/** Sums documents by what they have in common; credit notes are subtracted. */
export class Sums {
  private sums = new Map<string, Sum>()

  add(document: Invoice, group: Pick<Sum, 'placeOfSupply' | 'sac'>): void {
    const common = { ...group, rate: document.rate, isLate: isLate(document) }
    const key = JSON.stringify(common)
    const none = { taxable: 0, cgst: 0, sgst: 0, igst: 0, total: 0, count: 0 }
    const sum = this.sums.get(key) ?? { ...common, ...none }
    const sign = document.refersId ? -1 : 1
    for (const [name, amount] of Object.entries(amountsOf(document)) as [keyof Amounts, number][])
      sum[name] += sign * amount
    sum.count++
    this.sums.set(key, sum)
  }

  /** The sums in the order of their States, rates and codes. */
  sorted(): Sum[] {
    return [...this.sums].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum)
  }
}

/** First and last number of each series. */
export class SeriesRanges {
  private ranges = new Map<string, { first: Invoice; last: Invoice; count: number }>()

  add(document: Invoice): void {
    const key = `${document.prefix} ${document.financialYear}`
    const { first, last, count } = this.ranges.get(key) ?? {
      first: document,
      last: document,
      count: 0,
    }
    this.ranges.set(key, {
      first: document.serial < first.serial ? document : first,
      last: document.serial > last.serial ? document : last,
      count: count + 1,
    })
  }

  all(): { first: string; last: string; count: number }[] {
    return [...this.ranges.values()].map(({ first, last, count }) => {
      return { first: first.number, last: last.number, count }
    })
  }
}

export function amountsOf(document: Invoice): Amounts {
  return {
    taxable: document.taxableInPaise,
    cgst: document.cgstInPaise,
    sgst: document.sgstInPaise,
    igst: document.igstInPaise,
    total: document.totalInPaise,
  }
}
