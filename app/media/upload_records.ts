import { DateTime } from 'luxon'
import { sqlTime } from '#app/platform/sql/time'
import { ABANDONED_AFTER_IN_MS } from '#app/media/drivers/media_driver'
import Upload from '#app/media/models/upload'
import type { Purpose } from '#app/media/purposes'
import { truncate } from '#app/platform/text'

/** An upload of which nothing has arrived for so long counts as interrupted, for people to look at. */
const STALLED_AFTER = { hours: 1 }

/** A failed upload that nobody deals with is forgotten after a while. */
const KEPT_FOR = { days: 30 }

const LONGEST_NAME = 255
const LONGEST_REASON = 500

export const UPLOAD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Short enough for its column, and without anything that could be mistaken for markup or a query. */
const SUBJECT = /^[\w:-]{1,100}$/

interface BegunUpload {
  id: string
  ownerId: string
  purpose: Purpose
  sizeInBytes: number
  /** As the sender says, who may say anything. */
  metadata: Record<string, string | null>
}

/** Rows of the uploads in parts, so that none fails silently. */
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

  /** An upload that someone has begun for a purpose; nobody else finds it. */
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

  /** Forgets an upload that became what it should, and those of the same file that had failed on their way there. */
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

  /** Those for a purpose that have failed or were interrupted, the newest first. */
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

  /** Marks what was given up as failed, and forgets what failed long ago. @returns the ids of what was given up */
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

/** The time before which an upload was last seen that counts as interrupted. */
export function stalledBefore(): string {
  return sqlTime(DateTime.utc().minus(STALLED_AFTER))
}
