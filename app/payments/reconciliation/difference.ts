/** Something that the gateway and the ledger don't agree on. */
export interface Difference {
  kind: 'payment' | 'refund' | 'order'
  /** Id at the gateway. */
  gatewayId: string
  /** Id of our order, if it is known. */
  orderId: string | null
  /** State here; `null` if it is unknown here. */
  here: string | null
  /** State at the gateway; `null` if it is unknown there. */
  atGateway: string | null
  /** What was done about it. */
  done: 'recorded' | 'finding opened' | 'nothing' | 'nothing (dry run)'
}

/** Describes a difference in one line. */
export function describeDifference({ kind, gatewayId, here, atGateway, done }: Difference): string {
  const states = `here ${here ?? 'unknown'}, at the gateway ${atGateway ?? 'unknown'}`
  return `${kind} ${gatewayId}: ${states}: ${done}`
}
