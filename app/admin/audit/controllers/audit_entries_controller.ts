import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { presentEntries } from '#app/admin/audit/present_entries'
import { periodPresets } from '#app/admin/layout/period_presets'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import type { AuditAction } from '#app/platform/audit/audit_actions'
import AuditEntry from '#app/platform/audit/audit_entry'
import ListAuditEntries from '#app/platform/audit/list_audit_entries'
import Capabilities from '#app/platform/capabilities'
import { periodOf } from '#app/platform/sql/period'
import { auditFilterValidator } from '#app/platform/validators/audit_filter'
import FindRemainingItems from '#app/reporting/queries/find_remaining_items'

@inject()
export default class AuditEntriesController {
  constructor(
    private listAuditEntries: ListAuditEntries,
    private findRemainingItems: FindRemainingItems,
    private capabilities: Capabilities
  ) {}

  async index({ request, view }: HttpContext) {
    const { auditActions: actions, auditTargets: kinds } = this.capabilities
    const meta = { kinds, actions: Object.keys(actions) as AuditAction[] }
    const filter = await auditFilterValidator.validate(withoutEmpty(request.qs()), { meta })
    const { page = 1, from, to, ...rest } = filter
    const zone = zoneOf(request)
    const list = await this.listAuditEntries.handle(
      { ...rest, ...periodOf({ from, to }, zone) },
      page
    )
    return view.render('admin/audit/index', {
      list,
      rows: await this.present(list.all(), zone),
      filter,
      isFiltered: Object.keys(filter).some((name) => name !== 'page'),
      presets: periodPresets(zone),
      actions,
      kinds,
    })
  }

  async show({ params, request, view }: HttpContext) {
    const entry = await AuditEntry.findOrFail(params.id)
    const [row] = await this.present([entry], zoneOf(request))
    return view.render('admin/audit/show', {
      ...row,
      action: this.capabilities.auditActions[entry.action] ?? entry.action,
    })
  }

  private present(entries: AuditEntry[], zone: string) {
    const { findRemainingItems, capabilities } = this
    return presentEntries(entries, {
      attributes: capabilities.auditAttributes,
      zone,
      findRemainingItems,
    })
  }
}
