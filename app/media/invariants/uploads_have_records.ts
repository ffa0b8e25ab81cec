import { inject } from '@adonisjs/core'
import { ABANDONED_AFTER_IN_MS, IN_PROGRESS } from '#app/media/drivers/media_driver'
import FileStore from '#app/media/file_store'
import Upload from '#app/media/models/upload'
import Invariant from '#app/platform/invariants/invariant'
import { inBatches } from '#app/platform/invariants/batches'

const UUID_LENGTH = 36

/** Younger files may belong to an upload that is being discarded or purged. */
@inject()
export default class UploadsHaveRecords extends Invariant {
  readonly condition = 'Each upload in progress has a record'

  constructor(private files: FileStore) {
    super()
  }

  async *violations() {
    const oldest = Date.now() - ABANDONED_AFTER_IN_MS
    for await (const files of inBatches(this.files.all(IN_PROGRESS))) {
      const old = files.filter(({ lastModified }) => lastModified.getTime() < oldest)
      const records = await Upload.query()
        .select('id')
        .whereIn(
          'id',
          old.map(({ key }) => idOf(key))
        )
      const known = new Set(records.map(({ id }) => id))
      for (const { key } of old) if (!known.has(idOf(key))) yield `file ${key}`
    }
  }
}

function idOf(key: string): string {
  return key.slice(IN_PROGRESS.length, IN_PROGRESS.length + UUID_LENGTH)
}
