import { inject } from '@adonisjs/core'
import { Job } from '@adonisjs/queue'
import ResumableUploads from '#app/media/resumable_uploads'

/** Deletes uploads that were begun and given up. */
@inject()
export default class PurgeUploads extends Job<object> {
  static options = { name: 'media.purge_uploads', maxRetries: 3 }

  constructor(private uploads: ResumableUploads) {
    super()
  }

  async execute() {
    await this.uploads.purge()
  }
}
