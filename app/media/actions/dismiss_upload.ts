import { inject } from '@adonisjs/core'
import { Disk } from '@adonisjs/drive'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import type { MediaDriver } from '#app/media/drivers/media_driver'
import UploadNotFound from '#app/media/exceptions/upload_not_found'
import UploadRecords from '#app/media/upload_records'

/** Gives up an upload that has failed or was broken off: what had come in goes, and so does the record of it. */
@inject()
export default class DismissUpload {
  private driver: MediaDriver

  constructor(
    disk: Disk,
    private records: UploadRecords,
    private audit: Audit
  ) {
    this.driver = disk.driver as MediaDriver
  }

  /** @throws {UploadNotFound} also when it is under way */
  async handle({ actor, id }: { actor: Actor; id: string }): Promise<void> {
    const upload = await this.records.findNeedingAttention(id)
    if (!upload) throw new UploadNotFound()

    const { name, sizeInBytes, courseId, lectureId, reason, createdAt } = upload
    const thing = { kind: 'media' as const, id, label: name }
    const before = { sizeInBytes, courseId, lectureId, reason, since: createdAt.toISO() }
    await this.audit.around({ actor, action: 'upload.dismissed', thing, before }, async () => {
      const { store, prefix } = this.driver.incoming()
      if (!upload.failedAt) await store.remove(prefix + id)
      await this.records.forget(id)
    })
  }
}
