import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import { pdfNameOf } from '#app/payments/invoices/file_name'
import RenderInvoice from '#app/payments/invoices/render_invoice'
import FindInvoices from '#app/payments/queries/find_invoices'

@inject()
export default class InvoicesController {
  constructor(
    private findInvoices: FindInvoices,
    private renderInvoice: RenderInvoice
  ) {}

  /** Answers JSON to clients that prefer it, otherwise the PDF. */
  async show(ctx: HttpContext) {
    const { params, request, response } = ctx
    const asked = { userId: currentUser(ctx).id, orderId: params.id }
    const { invoice, creditNotes } = await this.findInvoices.ofOwn(asked)
    response.header('cache-control', 'private, no-cache').header('vary', 'Accept')
    if (request.accepts(['application/pdf', 'application/json']) === 'application/json')
      return { invoice: invoice.snapshot, creditNotes: creditNotes.map((note) => note.snapshot) }

    const name = pdfNameOf(invoice)
    response.header('content-disposition', `inline; filename="${name}"`)
    return response.type('application/pdf').send(await this.renderInvoice.handle(invoice.snapshot))
  }
}
