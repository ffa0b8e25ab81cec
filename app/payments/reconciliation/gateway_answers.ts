import { isId } from '#app/platform/ids'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import { type GatewayOrder, notesOf } from '#app/payments/gateways/gateway_entities'

/** Reads a refusal as: the gateway has no such entity. Use it with `catch`. */
export function nullIfRefused(error: unknown): null {
  if (error instanceof GatewayRefused) return null
  throw error
}

/** Tells by its receipt and notes whether an order was made by this application; others may share the account. */
export function mayBeOurs(order: GatewayOrder): boolean {
  const { course = '', user = '' } = notesOf(order)
  return [order.receipt ?? '', course, user].every((id) => isId(id))
}
