import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import UploadNotFound from '#app/media/exceptions/upload_not_found'
import UploadRecords from '#app/media/upload_records'
import UploadsInProgress from '#app/media/uploads_in_progress'

/** Deletes a failed or interrupted upload with its record and the parts received. */
@inject()
export default class DismissUpload {
  constructor(
    private uploads: UploadsInProgress,
    private records: UploadRecords,
    private audit: Audit
  ) {}

  /** @throws {UploadNotFound} also if it is in progress */
  async handle({ actor, id }: { actor: Actor; id: string }): Promise<void> {
    const upload = await this.records.findNeedingAttention(id)
    if (!upload) throw new UploadNotFound()

    const { name, sizeInBytes, purpose, subject, reason, createdAt } = upload
    const target = { kind: 'media' as const, id, label: name }
    const before = { sizeInBytes, purpose, subject, reason, since: createdAt.toISO() }
    await this.audit.around({ actor, action: 'upload.dismissed', target, before }, async () => {
      if (!upload.failedAt) await this.uploads.store.remove(this.uploads.storeIdOf(id))
      await this.records.forget(id)
    })
  }
}
