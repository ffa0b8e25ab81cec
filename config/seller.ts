import env from '#start/env'
import { stateOfGstin } from '#app/payments/gst/gstin'

const gstin = env.get('SELLER_GSTIN') ?? null

/** The business that sells the courses, as its invoices name it. */
export default {
  name: env.get('SELLER_NAME') ?? 'Theta',
  address: env.get('SELLER_ADDRESS') ?? null,
  /** GST code of the State. */
  state: gstin ? stateOfGstin(gstin) : (env.get('SELLER_STATE') ?? null),
  /** Without it, GST may not be collected: documents are receipts. */
  gstin,
  /** Code of the service, and the rate of all taxes on it together, in percent. */
  sac: env.get('SELLER_SAC'),
  gstRate: env.get('SELLER_GST_RATE'),
  invoicePrefix: env.get('INVOICE_PREFIX'),
  creditNotePrefix: env.get('CREDIT_NOTE_PREFIX'),
}
