import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'

/** Thrown if the payment gateway wants the same request later: it is throttled, or in progress. */
export default class GatewayBusy extends GatewayUnavailable {}
