import { isTaxedAsUnionTerritory } from '#app/payments/gst/states'

/** Taxes contained in an amount, in paise. Either the halves (`utgst` instead of `sgst`) or `igst` are charged. */
export interface TaxSplit {
  taxable: number
  cgst: number
  sgst: number
  utgst: number
  igst: number
}

interface Supply {
  /** In paise, taxes included. */
  total: number
  /** Rate of all taxes together, in percent. */
  rate: number
  /** Codes of the States. */
  seller: string
  placeOfSupply: string
}

/**
 * Splits an amount that includes GST as rule 35 of the CGST Rules does: each tax by its own formula, so that CGST and
 * SGST are always equal.
 */
export function splitTax({ total, rate, seller, placeOfSupply }: Supply): TaxSplit {
  const none = { cgst: 0, sgst: 0, utgst: 0, igst: 0 }
  if (seller !== placeOfSupply) {
    const igst = divideHalvesUp(total * rate, 100 + rate)
    return { ...none, igst, taxable: total - igst }
  }
  const half = divideHalvesUp(total * rate, 2 * (100 + rate))
  const local = isTaxedAsUnionTerritory(placeOfSupply) ? { utgst: half } : { sgst: half }
  return { ...none, cgst: half, ...local, taxable: total - 2 * half }
}

/**
 * Splits the part of an invoice that a credit note takes back. The parts of several credit notes add up to the taxes of
 * their sum, and finally to the invoice's.
 */
export function splitCredit(
  supply: Omit<Supply, 'total'>,
  {
    credited,
    total,
  }: {
    /** Sum of the credit notes before this one, in paise. */
    credited: number
    total: number
  }
): TaxSplit {
  const before = splitTax({ ...supply, total: credited })
  const after = splitTax({ ...supply, total: credited + total })
  return {
    taxable: after.taxable - before.taxable,
    cgst: after.cgst - before.cgst,
    sgst: after.sgst - before.sgst,
    utgst: after.utgst - before.utgst,
    igst: after.igst - before.igst,
  }
}

/** The split of an amount without taxes, since the seller has no GSTIN. */
export function untaxed(total: number): TaxSplit {
  return { taxable: total, cgst: 0, sgst: 0, utgst: 0, igst: 0 }
}

/** Sum of all taxes, in paise. */
export function taxOf({ cgst, sgst, utgst, igst }: TaxSplit): number {
  return cgst + sgst + utgst + igst
}

function divideHalvesUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator))
}
