import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import ImportCourses from '#app/operations/import/import_courses'
import ImportLectures from '#app/operations/import/import_lectures'
import ImportPayments from '#app/operations/import/import_payments'
import ImportProgress from '#app/operations/import/import_progress'
import type { ImportRun } from '#app/operations/import/import_run'
import ImportUsers from '#app/operations/import/import_users'
import ImportReport from '#app/operations/import/report'
import TakeOverPayments from '#app/payments/actions/take_over_payments'
import type { ThetaSource } from '#app/operations/import/source'

const COLLECTIONS = ['courses', 'lectures', 'users', 'progresses', 'progress', 'payments']

interface Import {
  actor: Actor
  source: ThetaSource
  /** Reads and validates everything without writing. */
  dryRun: boolean
  pricesAsAmounts: boolean
}

/**
 * Imports all data of the old system. Existing data is never changed, so the import can be
 * repeated.
 */
@inject()
export default class ImportTheta {
  constructor(
    private courses: ImportCourses,
    private lectures: ImportLectures,
    private users: ImportUsers,
    private progress: ImportProgress,
    private payments: ImportPayments,
    private takeOverPayments: TakeOverPayments,
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  async handle({ actor, ...options }: Import): Promise<ImportReport> {
    const report = new ImportReport()
    const run = { ...options, report, courses: new Map(), users: new Set<string>(), beginnings: [] }
    const found = await options.source.collections()
    report.ignored = found.filter((name) => !COLLECTIONS.includes(name))
    if (options.dryRun) {
      await this.importAll(run)
      return report
    }

    const target = { kind: 'data' as const, id: null, label: 'The older system' }
    const change = { actor, target, action: 'theta.imported' } as const
    await this.audit.around(
      change,
      () => this.changes.recordLarge(() => this.importAll(run)),
      () => ({ after: report.counts })
    )
    return report
  }

  /** Ordered so that each step comes after those that it refers to. */
  private async importAll(run: ImportRun): Promise<void> {
    await this.courses.handle(run)
    await this.lectures.handle(run)
    await this.users.handle(run)
    await this.progress.handle(run)
    await this.payments.handle(run)
    if (!run.dryRun) await this.takeOverPayments.handle()
  }
}
