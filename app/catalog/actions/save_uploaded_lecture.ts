import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import AddLecture from '#app/catalog/actions/add_lecture'
import UpdateLecture from '#app/catalog/actions/update_lecture'
import type { Lecture } from '#app/catalog/documents/lecture'
import { shownFileName, titleOf } from '#app/catalog/lecture_title'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import FindLectureByUpload from '#app/catalog/queries/find_lecture_by_upload'
import FinalizeUpload from '#app/media/actions/finalize_upload'
import UploadNotFound from '#app/media/exceptions/upload_not_found'

interface UploadedLecture {
  actor: Actor
  uploadId: string
  ownerId: string
  /** Name of the file on the sender's device. */
  fileName: string
  /** Length of the media, as the uploading browser measured it. */
  durationInSeconds?: number
  /** Destination: the course that gets a new lecture, or the lecture that gets new media. */
  destination: { courseId: string } | { lectureId: string }
}

/** Turns a complete upload into a lecture, or into the new media of one. */
@inject()
export default class SaveUploadedLecture {
  constructor(
    private finalizeUpload: FinalizeUpload,
    private findLectureByUpload: FindLectureByUpload,
    private addLecture: AddLecture,
    private updateLecture: UpdateLecture
  ) {}

  /**
   * Idempotent: returns the existing lecture when called again, because the first response may have been lost or a
   * second request may run at the same time.
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

  private async save({
    actor,
    uploadId,
    ownerId,
    fileName,
    destination,
    ...media
  }: UploadedLecture) {
    const { durationInSeconds } = media
    const upload = { id: uploadId, ownerId, purpose: LECTURE_MEDIA }
    return this.finalizeUpload.handle(upload, ({ key }) => {
      if ('lectureId' in destination) {
        const edit = {
          video: key,
          fileName: shownFileName(fileName),
          durationInSeconds: durationInSeconds ?? null,
        }
        return this.updateLecture.handle({ actor, ...destination, edit })
      }

      return this.addLecture.handle({
        actor,
        ...destination,
        title: titleOf(fileName),
        description: '',
        video: key,
        fileName: shownFileName(fileName),
        durationInSeconds,
        status: 'unpublished',
      })
    })
  }
}
