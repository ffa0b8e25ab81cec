import { inject } from '@adonisjs/core'
import FileStore from '#app/media/file_store'
import { type MediaKind, FILE_NAME, kindOf } from '#app/media/kinds'
import type { ListedFile } from '#app/media/drivers/media_driver'
import { isLeftOver } from '#app/catalog/orphans'
import FileUses, { type FileUse } from '#app/catalog/queries/file_uses'

export interface StoredFileRow extends ListedFile {
  kind: MediaKind
  /** `null` when nothing uses it. */
  use: FileUse | null
  /** Whether it can be removed. */
  isOrphan: boolean
}

const FILES_A_PAGE = 50
const BATCH = 1000

/** Stored files with what uses them. */
@inject()
export default class ListFiles {
  constructor(
    private files: FileStore,
    private uses: FileUses
  ) {}

  /** @returns a page of files, and the key that the next one comes after */
  async page(after?: string): Promise<{ rows: StoredFileRow[]; next: string | null }> {
    const found = await this.files.list({ after, limit: FILES_A_PAGE + 1 })
    const shown = found.slice(0, FILES_A_PAGE)
    const next = found.length > FILES_A_PAGE ? shown[shown.length - 1].key : null
    const uses = await this.uses.of(shown.map(({ key }) => key))
    return { rows: shown.filter(isOurs).map((file) => rowOf(file, uses.get(file.key))), next }
  }

  /** Every file that nothing uses and that can be removed. */
  async orphans(): Promise<StoredFileRow[]> {
    const used = await this.uses.keys()
    const orphans: ListedFile[] = []
    let after: string | undefined
    for (;;) {
      const found = await this.files.list({ after, limit: BATCH })
      orphans.push(
        ...found.filter((file) => isOurs(file) && !used.has(file.key) && isLeftOver(file))
      )
      if (found.length < BATCH) break
      after = found[found.length - 1].key
    }
    return orphans.map((file) => rowOf(file))
  }
}

/** What has another name than uploads get is not ours to judge. */
function isOurs({ key }: ListedFile): boolean {
  return FILE_NAME.test(key.slice(key.indexOf('/') + 1))
}

function rowOf(file: ListedFile, use: FileUse | null = null): StoredFileRow {
  return { ...file, kind: kindOf(file.key), use, isOrphan: !use && isLeftOver(file) }
}
