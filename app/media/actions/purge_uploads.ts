import { inject } from '@adonisjs/core'
import ResumableUploads from '#app/media/resumable_uploads'

/** Deletes uploads that were begun and given up. */
@inject()
export default class PurgeUploads {
  constructor(private uploads: ResumableUploads) {}

  async handle(): Promise<void> {
    await this.uploads.purge()
  }
}
