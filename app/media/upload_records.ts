import { DateTime } from 'luxon'
import { sqlTime } from '#app/platform/sql/time'
import { ABANDONED_AFTER_IN_MS } from '#app/media/drivers/media_driver'
import Upload from '#app/media/models/upload'
import type { Purpose } from '#app/media/purposes'
import { truncate } from '#app/platform/text'

/** Time without activity after which an upload is listed as interrupted. */
const STALLED_AFTER = { hours: 1 }

/** Time after which failed uploads are deleted from the list. */
const KEPT_FOR = { days: 30 }

const LONGEST_NAME = 255
const LONGEST_REASON = 500

export const UPLOAD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Shortens text to its column, without characters of markup or queries. */
const SUBJECT = /^[\w:-]{1,100}$/

interface BegunUpload {
  id: string
  ownerId: string
  purpose: Purpose
  sizeInBytes: number
  /** Sent by the client; not trusted. */
  metadata: Record<string, string | null>
}

/** Records multipart uploads, so that none fails silently. */
export default class UploadRecords {
  async begin({ id, ownerId, purpose, sizeInBytes, metadata }: BegunUpload): Promise<void> {
    const { name, subject } = metadata
    await Upload.create({
      id,
      ownerId,
      purpose: purpose.name,
      sizeInBytes,
      name: truncate(name ?? 'A file', LONGEST_NAME),
      subject: subject && SUBJECT.test(subject) ? subject : null,
      lastSeenAt: DateTime.utc(),
    })
  }

  /** Finds an upload of its sender for a purpose. */
  async find({
    id,
    ownerId,
    purpose,
  }: {
    id: string
    ownerId: string
    purpose: Purpose
  }): Promise<Upload | null> {
    if (!UPLOAD_ID.test(id)) return null
    return Upload.query().where({ id, ownerId, purpose: purpose.name }).first()
  }

  async seen(id: string): Promise<void> {
    const lastSeenAt = sqlTime(DateTime.utc())
    await Upload.query().where('id', id).whereNull('failedAt').update({ lastSeenAt })
  }

  async failed(id: string, reason: string): Promise<void> {
    const failedAt = sqlTime(DateTime.utc())
    await Upload.query()
      .where('id', id)
      .update({ failedAt, reason: truncate(reason, LONGEST_REASON) })
  }

  /** Deletes the record of a finished upload, and of earlier failed uploads of the same file. */
  async succeeded(id: string): Promise<void> {
    const file = Upload.query().select('name', 'purpose', 'subject').where('id', id)
    await Upload.query()
      .where('id', id)
      .orWhere((others) =>
        others.whereNotNull('failedAt').whereIn(['name', 'purpose', 'subject'], file)
      )
      .delete()
  }

  async forget(id: string): Promise<void> {
    await Upload.query().where('id', id).delete()
  }

  /** Lists failed and interrupted uploads for a purpose, newest first. */
  async needingAttention(purpose: Purpose, limit: number): Promise<Upload[]> {
    return failedOrStalled()
      .where('purpose', purpose.name)
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .limit(limit)
  }

  async findNeedingAttention(id: string): Promise<Upload | null> {
    return failedOrStalled().where('id', id).first()
  }

  /** Marks abandoned uploads as failed and deletes old failures. @returns ids of the abandoned uploads */
  async purge(): Promise<string[]> {
    const now = DateTime.utc()
    const abandoned = await Upload.query()
      .select('id')
      .whereNull('failedAt')
      .where('createdAt', '<', sqlTime(now.minus({ milliseconds: ABANDONED_AFTER_IN_MS })))
      .where('lastSeenAt', '<', stalledBefore())
    const ids = abandoned.map(({ id }) => id)
    await Upload.query()
      .whereIn('id', ids)
      .whereNull('failedAt')
      .update({
        failedAt: sqlTime(now),
        reason: 'It was not continued for two days, so what had arrived was deleted.',
      })
    await Upload.query()
      .where('failedAt', '<', sqlTime(now.minus(KEPT_FOR)))
      .delete()
    return ids
  }
}

function failedOrStalled() {
  return Upload.query().where((query) =>
    query.whereNotNull('failedAt').orWhere('lastSeenAt', '<', stalledBefore())
  )
}

/** Uploads last seen before this time count as interrupted. */
export function stalledBefore(): string {
  return sqlTime(DateTime.utc().minus(STALLED_AFTER))
}
