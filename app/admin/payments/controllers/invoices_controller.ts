import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { pdfNameOf } from '#app/payments/invoices/file_name'
import RenderInvoice from '#app/payments/invoices/render_invoice'
import Invoice from '#app/payments/models/invoice'

@inject()
export default class InvoicesController {
  constructor(private renderInvoice: RenderInvoice) {}

  /** Shows the PDF of an invoice, a receipt or a credit note. */
  async show({ params, response }: HttpContext) {
    const invoice = await Invoice.findOrFail(params.id)
    response.header('content-disposition', `inline; filename="${pdfNameOf(invoice)}"`)
    return response.type('application/pdf').send(await this.renderInvoice.handle(invoice.snapshot))
  }
}
