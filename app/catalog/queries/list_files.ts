import { inject } from '@adonisjs/core'
import FileStore from '#app/media/file_store'
import { type FileType, FILE_NAME, typeOf } from '#app/media/file_types'
import type { ListedFile } from '#app/media/drivers/media_driver'
import { isLeftOver } from '#app/catalog/orphans'
import { PREFIX } from '#app/catalog/purposes'
import FileUses, { type FileUse } from '#app/catalog/queries/file_uses'

export interface StoredFileRow extends ListedFile {
  type: FileType
  /** `null` if unused. */
  use: FileUse | null
  /** Unused and old enough to be removed. */
  isOrphan: boolean
}

const FILES_A_PAGE = 50

/** Lists stored files with their uses. */
@inject()
export default class ListFiles {
  constructor(
    private files: FileStore,
    private uses: FileUses
  ) {}

  /** @returns a page of files, and the cursor of the next page */
  async page(after?: string): Promise<{ rows: StoredFileRow[]; next: string | null }> {
    const found = await this.files.list({ folder: PREFIX, after, limit: FILES_A_PAGE + 1 })
    const shown = found.slice(0, FILES_A_PAGE)
    const next = found.length > FILES_A_PAGE ? shown[shown.length - 1].key : null
    const uses = await this.uses.of(shown.map(({ key }) => key))
    return { rows: shown.filter(isOurs).map((file) => rowOf(file, uses.get(file.key))), next }
  }

  /** Lists all files that can be removed. */
  async orphans(): Promise<StoredFileRow[]> {
    const used = await this.uses.keys()
    const orphans: StoredFileRow[] = []
    for await (const file of this.files.all(PREFIX)) {
      if (isOurs(file) && !used.has(file.key) && isLeftOver(file)) orphans.push(rowOf(file))
    }
    return orphans
  }
}

/** Files whose names were not given by an upload are never orphans. */
function isOurs({ key }: ListedFile): boolean {
  return FILE_NAME.test(key.slice(PREFIX.length))
}

function rowOf(file: ListedFile, use: FileUse | null = null): StoredFileRow {
  return { ...file, type: typeOf(file.key)!, use, isOrphan: !use && isLeftOver(file) }
}
