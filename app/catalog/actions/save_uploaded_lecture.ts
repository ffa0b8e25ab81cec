import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import AddLecture from '#app/catalog/actions/add_lecture'
import UpdateLecture from '#app/catalog/actions/update_lecture'
import type { Lecture } from '#app/catalog/documents/lecture'
import { titleOf } from '#app/catalog/lecture_title'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import FindLectureByUpload from '#app/catalog/queries/find_lecture_by_upload'
import FinalizeUpload from '#app/media/actions/finalize_upload'
import UploadNotFound from '#app/media/exceptions/upload_not_found'

interface UploadedLecture {
  actor: Actor
  uploadId: string
  ownerId: string
  /** What the file is called on the sender's device. */
  fileName: string
  /** The course that gets a new lecture, or the lecture that gets new media. */
  destination: { courseId: string } | { lectureId: string }
}

/** Makes a lecture of an upload that is complete, or replaces the media of one. */
@inject()
export default class SaveUploadedLecture {
  constructor(
    private finalizeUpload: FinalizeUpload,
    private findLectureByUpload: FindLectureByUpload,
    private addLecture: AddLecture,
    private updateLecture: UpdateLecture
  ) {}

  /**
   * Doing it again answers the lecture that was made: the first request's answer may have been lost, or still be on its
   * way to another request that came at the same time.
   *
   * @throws {CourseNotFound | LectureNotFound} and what `FinalizeUpload` throws
   */
  async handle(input: UploadedLecture): Promise<Lecture> {
    try {
      return await this.save(input)
    } catch (error) {
      if (!(error instanceof UploadNotFound)) throw error
      const lecture = await this.findLectureByUpload.handle({ uploadId: input.uploadId })
      if (!lecture) throw error
      return lecture
    }
  }

  private async save({ actor, uploadId, ownerId, fileName, destination }: UploadedLecture) {
    const upload = { id: uploadId, ownerId, purpose: LECTURE_MEDIA }
    return this.finalizeUpload.handle(upload, ({ key }) => {
      if ('lectureId' in destination)
        return this.updateLecture.handle({ actor, ...destination, edit: { video: key } })

      const title = titleOf(fileName)
      const texts = { title, description: title }
      return this.addLecture.handle({
        actor,
        ...destination,
        ...texts,
        video: key,
        status: 'unpublished',
      })
    })
  }
}
