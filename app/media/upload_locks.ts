import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server'
import { DateTime } from 'luxon'
import { sqlTime } from '#app/platform/sql/time'
import Upload from '#app/media/models/upload'

/** Lease time: a crashed process blocks an upload no longer than this. */
const LEASE = { seconds: 15 }

/** Interval at which the holder renews its lease and checks for waiting requests. */
const HEARTBEAT_IN_MS = 1000

/** Maximum wait for the lock, and the polling interval. */
const TIMEOUT_IN_MS = 30_000
const PAUSE_IN_MS = 100

/**
 * Serializes writes to an upload across processes with a lease in the upload's row. A lost connection may go
 * unnoticed for long, so a new request can ask the holder to release the upload.
 */
export default class UploadLocks implements Locker {
  /**
   * @param id the upload's id, with or without the store's prefix
   * @param expected further conditions on the upload's row; if they fail, the upload counts as not found
   */
  newLock(id: string, expected: Partial<Pick<Upload, 'ownerId' | 'purpose'>> = {}): UploadLock {
    return new UploadLock(id.slice(id.lastIndexOf('/') + 1), expected)
  }
}

export class UploadLock implements Lock {
  private token = randomUUID()
  private heartbeat: NodeJS.Timeout | undefined

  constructor(
    private id: string,
    private expected: Partial<Upload>
  ) {}

  async lock(signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    const deadline = Date.now() + TIMEOUT_IN_MS
    while (!(await this.take())) {
      if (signal.aborted) throw ERRORS.ABORTED
      if (Date.now() > deadline) throw ERRORS.ERR_LOCK_TIMEOUT
      const isThere = await this.row().update({ is_awaited: true })
      if (Number(isThere) === 0) throw ERRORS.FILE_NOT_FOUND
      await sleep(PAUSE_IN_MS)
    }
    this.beat(requestRelease)
  }

  /** Releases an upload whose row was deleted. */
  stop(): void {
    clearTimeout(this.heartbeat)
    this.heartbeat = undefined
  }

  async unlock(): Promise<void> {
    this.stop()
    await this.mine().update({ locked_by: null, locked_until: null })
  }

  private async take(): Promise<boolean> {
    const now = DateTime.utc()
    const taken = await this.row()
      .where((query) => query.whereNull('locked_until').orWhere('locked_until', '<', sqlTime(now)))
      .update({ ...this.lease(now), locked_by: this.token, is_awaited: false })
    return Number(taken) > 0
  }

  /** Renews the lease while it is held. Stops if another request waits or the lease was lost. */
  private beat(requestRelease: RequestRelease) {
    this.heartbeat = setTimeout(async () => {
      const isKept = await this.isToBeKept().catch(() => true) // the lease survives a short database outage
      if (this.heartbeat && !isKept) await requestRelease()
      if (this.heartbeat) this.beat(requestRelease)
    }, HEARTBEAT_IN_MS)
    this.heartbeat.unref()
  }

  private async isToBeKept(): Promise<boolean> {
    await this.mine().update(this.lease(DateTime.utc()))
    const upload = await this.mine().where('is_awaited', false).first()
    return upload !== null
  }

  private mine() {
    return Upload.query().where({ id: this.id, locked_by: this.token })
  }

  private row() {
    return Upload.query().where({ id: this.id, ...this.expected })
  }

  private lease(now: DateTime) {
    return { locked_until: sqlTime(now.plus(LEASE)) }
  }
}
