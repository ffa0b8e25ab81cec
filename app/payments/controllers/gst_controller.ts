import { Readable } from 'node:stream'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { taxPeriodOf } from '#app/payments/gst/tax_period'
import PaymentPolicy from '#app/payments/policies/payment_policy'
import ExportGst from '#app/payments/queries/export_gst'
import { gstPeriodValidator } from '#app/payments/validators/gst'

/** The summary of a period for its GST return. */
@inject()
export default class GstController {
  constructor(private exportGst: ExportGst) {}

  async export({ bouncer, request, response }: HttpContext) {
    await bouncer.with(PaymentPolicy).authorize('administer')
    const asked = await gstPeriodValidator.validate(request.qs())
    const { name, ...period } = taxPeriodOf(asked)
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="gst-${name}.csv"`)
    return response.stream(Readable.from(this.exportGst.handle(period), { objectMode: false }))
  }
}
