import { inject } from '@adonisjs/core'
import ResumableUploads from '#app/media/resumable_uploads'

/** Deletes abandoned uploads. */
@inject()
export default class PurgeUploads {
  constructor(private uploads: ResumableUploads) {}

  async handle(): Promise<void> {
    await this.uploads.purge()
  }
}
