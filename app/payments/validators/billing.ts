import vine from '@vinejs/vine'
import { paragraphs, title } from '#app/platform/validators/texts'
import { isGstin, stateOfGstin } from '#app/payments/gst/gstin'
import { STATE_CODES } from '#app/payments/gst/states'

/** Parents hold raw values here: rules run in the order of the fields. */
interface Billing {
  name?: unknown
  address?: unknown
  state?: unknown
}

const isValidGstin = vine.createRule((value, _options, field) => {
  const gstin = String(value)
  if (!isGstin(gstin)) return void field.report('This is not a valid GSTIN.', 'gstin', field)
  const { name, address, state } = field.parent as Billing
  if (!name || !address)
    field.report('Name and address are required with a GSTIN.', 'gstinParty', field)
  if (state !== stateOfGstin(gstin))
    field.report('The GSTIN was issued by another State.', 'gstinState', field)
})

/** With more, the rest of an invoice would not fit on its page. */
const MOST_ADDRESS_LINES = 6

const fitsOnInvoice = vine.createRule((value, _options, field) => {
  if (String(value).split('\n').length > MOST_ADDRESS_LINES)
    field.report('An address has six lines at most.', 'lines', field)
})

const isPin = vine.createRule((value, _options, field) => {
  if (!/^[1-9]\d{5}$/.test(String(value))) field.report('A PIN code has six digits.', 'pin', field)
})

/** What is printed on a learner's later invoices; missing members are removed. */
export const billingValidator = vine.create({
  name: title(255).nullable().optional(),
  address: paragraphs(500).use(fitsOnInvoice()).nullable().optional(),
  state: vine.enum(STATE_CODES).nullable().optional(),
  pin: vine.string().trim().use(isPin()).nullable().optional(),
  gstin: vine
    .string()
    .parse((value) => (typeof value === 'string' ? value.trim().toUpperCase() : value))
    .use(isValidGstin())
    .nullable()
    .optional(),
})
