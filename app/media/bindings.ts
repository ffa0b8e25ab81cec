import type { Container } from '@adonisjs/core/container'
import { Logger } from '@adonisjs/core/logger'
import type { ContainerBindings } from '@adonisjs/core/types'
import Capabilities from '#app/platform/capabilities'
import FileStore from '#app/media/file_store'
import Purposes, { purposesOf } from '#app/media/purposes'
import ResumableUploads from '#app/media/resumable_uploads'
import UploadLocks from '#app/media/upload_locks'
import UploadRecords from '#app/media/upload_records'
import UploadsInProgress from '#app/media/uploads_in_progress'

export default function bind(container: Container<ContainerBindings>) {
  container.singleton(Purposes, async (resolver) => {
    const { all } = await resolver.make(Capabilities)
    return new Purposes(await purposesOf(all))
  })
  container.singleton(ResumableUploads, async (resolver) => {
    return new ResumableUploads(
      await resolver.make(UploadsInProgress),
      await resolver.make(UploadLocks),
      await resolver.make(UploadRecords),
      await resolver.make(FileStore),
      await resolver.make(Logger)
    )
  })
}
