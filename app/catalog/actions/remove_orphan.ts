import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import FileInUse from '#app/catalog/exceptions/file_in_use'
import { isLeftOver } from '#app/catalog/orphans'
import FileUses from '#app/catalog/queries/file_uses'
import FileStore from '#app/media/file_store'

/** Removes an unused file from the store. */
@inject()
export default class RemoveOrphan {
  constructor(
    private files: FileStore,
    private uses: FileUses,
    private audit: Audit
  ) {}

  /**
   * @throws {FileNotFound}
   * @throws {FileInUse}
   */
  async handle({ actor, key }: { actor: Actor; key: string }): Promise<void> {
    const { size, lastModified } = await this.files.describe(key)
    const uses = await this.uses.of([key])
    if (uses.has(key) || !isLeftOver({ lastModified: new Date(lastModified) }))
      throw new FileInUse()

    const target = { kind: 'media' as const, id: key, label: key }
    const before = { size, lastModified }
    await this.audit.around({ actor, action: 'media.removed', target, before }, () =>
      this.files.delete(key)
    )
  }
}
