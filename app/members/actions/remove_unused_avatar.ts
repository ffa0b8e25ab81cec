import { inject } from '@adonisjs/core'
import FileStore from '#app/media/file_store'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'
import Member from '#app/members/models/member'
import { AVATAR } from '#app/members/purposes'

/** Deletes the file of an avatar unless a member uses it. */
@inject()
export default class RemoveUnusedAvatar implements OutboxListener<{ key: string }> {
  constructor(private files: FileStore) {}

  async handle({ key }: { key: string }) {
    if (!key.startsWith(AVATAR.prefix)) return // of another capability
    const user = await Member.findBy('avatar', key)
    if (!user) await this.files.delete(key)
  }
}
