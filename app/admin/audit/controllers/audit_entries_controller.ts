import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { changedAttributes } from '#app/admin/audit/changed_attributes'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import AuditEntry from '#app/platform/audit/audit_entry'
import ListAuditEntries from '#app/platform/audit/list_audit_entries'
import Capabilities from '#app/platform/capabilities'
import { periodOf } from '#app/platform/sql/period'
import { auditFilterValidator } from '#app/platform/validators/audit_filter'

@inject()
export default class AuditEntriesController {
  constructor(
    private listAuditEntries: ListAuditEntries,
    private capabilities: Capabilities
  ) {}

  async index({ request, view }: HttpContext) {
    const { auditActions: actions, auditTargets: kinds } = this.capabilities
    const filter = await auditFilterValidator.validate(withoutEmpty(request.qs()), {
      meta: { kinds },
    })
    const { page = 1, from, to, ...rest } = filter
    const period = periodOf({ from, to }, zoneOf(request))
    const entries = await this.listAuditEntries.handle({ ...rest, ...period }, page)
    return view.render('admin/audit/index', {
      entries,
      filter,
      isFiltered: Object.keys(filter).some((name) => name !== 'page'),
      actions,
      kinds,
    })
  }

  async show({ params, view }: HttpContext) {
    const entry = await AuditEntry.findOrFail(params.id)
    return view.render('admin/audit/show', {
      entry,
      action: this.capabilities.auditActions[entry.action],
      changes: changedAttributes(entry),
    })
  }
}
