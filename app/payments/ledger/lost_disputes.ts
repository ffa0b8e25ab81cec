import type Dispute from '#app/payments/models/dispute'

/** Sums what the banks took back of a payment by disputes that were lost; all of it if the amount is not known yet. */
export function lostSum(
  disputes: Pick<Dispute, 'state' | 'deductedInPaise' | 'amountInPaise'>[]
): number {
  return disputes
    .filter(({ state }) => state === 'lost')
    .reduce((sum, { deductedInPaise, amountInPaise }) => {
      return sum + (Number(deductedInPaise) || Number(amountInPaise))
    }, 0)
}
