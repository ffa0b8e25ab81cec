import { inject } from '@adonisjs/core'
import { usesS3 } from '#config/drive'
import FileStore from '#app/media/file_store'
import ServiceCheck from '#app/platform/health/service_check'

@inject()
export default class FilesCheck extends ServiceCheck {
  readonly name = 'Files'
  readonly uses = usesS3 ? 'S3' : 'File system'
  readonly isNeeded = true
  readonly remedy =
    'Correct S3_BUCKET, S3_ENDPOINT and AWS_REGION, and what the credentials may do there.'

  constructor(private files: FileStore) {
    super()
  }

  async ask() {
    await this.files.reach()
    return 'Answers'
  }
}
