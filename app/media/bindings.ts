import type { Container } from '@adonisjs/core/container'
import { Logger } from '@adonisjs/core/logger'
import type { ContainerBindings } from '@adonisjs/core/types'
import { Disk } from '@adonisjs/drive'
import FileStore from '#app/media/file_store'
import ResumableUploads from '#app/media/resumable_uploads'
import UploadLocks from '#app/media/upload_locks'
import UploadRecords from '#app/media/upload_records'

export default function bind(container: Container<ContainerBindings>) {
  container.singleton(ResumableUploads, async (resolver) => {
    return new ResumableUploads(
      await resolver.make(Disk),
      await resolver.make(UploadLocks),
      await resolver.make(UploadRecords),
      await resolver.make(FileStore),
      await resolver.make(Logger)
    )
  })
}
