import { inject } from '@adonisjs/core'
import FileStore from '#app/media/file_store'

/** Deletes a stored file, or what an interrupted upload left of it. Doing it again is no error. */
@inject()
export default class DeleteFile {
  constructor(private files: FileStore) {}

  async handle({ key }: { key: string }): Promise<void> {
    await this.files.delete(key)
  }
}
