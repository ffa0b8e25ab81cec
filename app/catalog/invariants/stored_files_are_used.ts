import { inject } from '@adonisjs/core'
import { isLeftOver } from '#app/catalog/orphans'
import { PREFIX } from '#app/catalog/purposes'
import FileUses from '#app/catalog/queries/file_uses'
import { FILE_NAME } from '#app/media/file_types'
import FileStore from '#app/media/file_store'
import Invariant from '#app/platform/invariants/invariant'
import { inBatches } from '#app/platform/invariants/batches'
import WaitingEvents from '#app/platform/outbox/waiting_events'

/** Files younger than a day may belong to a form or an upload that is not complete. */
@inject()
export default class StoredFilesAreUsed extends Invariant {
  readonly condition = 'Stored files older than a day are used'

  constructor(
    private files: FileStore,
    private uses: FileUses,
    private events: WaitingEvents
  ) {
    super()
  }

  async *violations() {
    for await (const files of inBatches(this.files.all(PREFIX))) {
      const old = files.filter((file) => isOurs(file.key) && isLeftOver(file)).map(({ key }) => key)
      const uses = await this.uses.of(old)
      for (const key of old)
        if (!uses.has(key) && (await this.isForgotten(key))) yield `file ${key}`
    }
  }

  /** A file is deleted before the event that announced it. */
  private async isForgotten(key: string): Promise<boolean> {
    if (await this.events.mention(key)) return false
    const [file] = await this.files.list({ folder: PREFIX, after: justBefore(key), limit: 1 })
    return file?.key === key
  }
}

function isOurs(key: string): boolean {
  return FILE_NAME.test(key.slice(PREFIX.length))
}

/** Returns a cursor after which a key is listed first. */
function justBefore(key: string): string {
  return key.slice(0, -1)
}
