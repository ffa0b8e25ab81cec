import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendCsv } from '#app/admin/layout/send_csv'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { monthChoices } from '#app/admin/payments/month_choices'
import { TAX_ZONE } from '#app/payments/gst/financial_year'
import { taxPeriodOf } from '#app/payments/gst/tax_period'
import { pdfNameOf } from '#app/payments/invoices/file_name'
import RenderInvoice from '#app/payments/invoices/render_invoice'
import { TITLES } from '#app/payments/invoices/titles'
import Invoice from '#app/payments/models/invoice'
import ExportGst from '#app/payments/queries/export_gst'
import ListInvoices from '#app/payments/queries/list_invoices'
import { gstPeriodValidator } from '#app/payments/validators/gst'
import { invoiceFilterValidator } from '#app/payments/validators/invoices'
import { periodOf } from '#app/platform/sql/period'

@inject()
export default class InvoicesController {
  constructor(
    private listInvoices: ListInvoices,
    private renderInvoice: RenderInvoice,
    private exportGst: ExportGst
  ) {}

  /** Days are Indian ones, as on the documents. */
  async index({ request, view }: HttpContext) {
    const filter = await invoiceFilterValidator.validate(withoutEmpty(request.qs()))
    const { search, kind, from, to, page } = filter
    const narrowed = { search, kind, ...periodOf({ from, to }, TAX_ZONE) }
    return view.render('admin/payments/invoices', {
      filter,
      isFiltered: Boolean(search || kind || from || to),
      titles: TITLES,
      months: monthChoices(),
      ...(await this.listInvoices.handle(narrowed, { page })),
    })
  }

  /** Shows the PDF of an invoice, a receipt or a credit note. */
  async show({ params, response }: HttpContext) {
    const invoice = await Invoice.findOrFail(params.id)
    response.header('content-disposition', `inline; filename="${pdfNameOf(invoice)}"`)
    return response.type('application/pdf').send(await this.renderInvoice.handle(invoice.snapshot))
  }

  async export(ctx: HttpContext) {
    const asked = await gstPeriodValidator.validate(withoutEmpty(ctx.request.qs()))
    const { name, ...period } = taxPeriodOf(asked)
    return sendCsv(ctx, `gst-${name}.csv`, this.exportGst.handle(period))
  }
}
