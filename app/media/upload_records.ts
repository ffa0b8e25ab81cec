import { DateTime } from 'luxon'
import { ID_PATTERN } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import { ABANDONED_AFTER_IN_MS } from '#app/media/drivers/media_driver'
import Upload from '#app/media/models/upload'

/** From then on an upload of which nothing comes counts as broken off, for people to look at. */
const STALLED_AFTER = { hours: 1 }

/** What failed and was seen to by nobody is forgotten after a while. */
const KEPT_FOR = { days: 30 }

const LONGEST_NAME = 255
const LONGEST_REASON = 500

interface BegunUpload {
  id: string
  userId: string
  sizeInBytes: number
  /** As the sender says, who may say anything. */
  metadata: Record<string, string | null>
}

/** What is known of uploads in parts, so that none fails silently. */
export default class UploadRecords {
  async begin({ id, userId, sizeInBytes, metadata }: BegunUpload): Promise<void> {
    const idIn = (text: string | null) => (text && ID_PATTERN.test(text) ? text : null)
    await Upload.create({
      id,
      userId,
      sizeInBytes,
      name: (metadata.name ?? 'A file').slice(0, LONGEST_NAME),
      courseId: idIn(metadata.course),
      lectureId: idIn(metadata.lecture),
      lastSeenAt: DateTime.utc(),
    })
  }

  async seen(id: string): Promise<void> {
    const lastSeenAt = sqlTime(DateTime.utc())
    await Upload.query().where('id', id).whereNull('failedAt').update({ lastSeenAt })
  }

  async failed(id: string, reason: string): Promise<void> {
    const failedAt = sqlTime(DateTime.utc())
    await Upload.query()
      .where('id', id)
      .update({ failedAt, reason: reason.slice(0, LONGEST_REASON) })
  }

  /** The upload has become what it should; so has the same file that failed on its way there before. */
  async succeeded(id: string): Promise<void> {
    const upload = await Upload.find(id)
    if (!upload) return
    const { name, courseId, lectureId } = upload
    await Upload.query()
      .where({ name, courseId, lectureId })
      .whereNotNull('failedAt')
      .orWhere('id', id)
      .delete()
  }

  async forget(id: string): Promise<void> {
    await Upload.query().where('id', id).delete()
  }

  /** Those that have failed or were broken off, the newest first. */
  async needingAttention(limit: number): Promise<Upload[]> {
    return failedOrStalled().orderBy('createdAt', 'desc').orderBy('id').limit(limit).preload('user')
  }

  async findNeedingAttention(id: string): Promise<Upload | null> {
    return failedOrStalled().where('id', id).first()
  }

  /** Says of what was given up that it has failed, and forgets what failed long ago. */
  async purge(): Promise<void> {
    const now = DateTime.utc()
    const abandoned = sqlTime(now.minus({ milliseconds: ABANDONED_AFTER_IN_MS }))
    await Upload.query()
      .whereNull('failedAt')
      .where('createdAt', '<', abandoned)
      .where('lastSeenAt', '<', stalledBefore())
      .update({
        failedAt: sqlTime(now),
        reason: 'It was not gone on with for two days, so what had come in was deleted.',
      })
    await Upload.query()
      .where('failedAt', '<', sqlTime(now.minus(KEPT_FOR)))
      .delete()
  }
}

function failedOrStalled() {
  return Upload.query().where((query) =>
    query.whereNotNull('failedAt').orWhere('lastSeenAt', '<', stalledBefore())
  )
}

/** The time before which an upload was last seen that counts as broken off. */
export function stalledBefore(): string {
  return sqlTime(DateTime.utc().minus(STALLED_AFTER))
}
