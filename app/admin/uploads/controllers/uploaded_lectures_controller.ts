import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { titleOf } from '#app/admin/uploads/lecture_title'
import { actorOf } from '#app/platform/audit/actor'
import AddLecture from '#app/catalog/actions/add_lecture'
import UpdateLecture from '#app/catalog/actions/update_lecture'
import type { Lecture } from '#app/catalog/documents/lecture'
import FindCourse from '#app/catalog/queries/find_course'
import FindLecture from '#app/catalog/queries/find_lecture'
import FindLectureByUpload from '#app/catalog/queries/find_lecture_by_upload'
import { uploadedLectureValidator } from '#app/catalog/validators/catalog'
import ResumableUploads from '#app/media/resumable_uploads'

/** Makes a lecture of an upload that is complete, or replaces the media of one. */
@inject()
export default class UploadedLecturesController {
  constructor(
    private uploads: ResumableUploads,
    private findLectureByUpload: FindLectureByUpload,
    private findCourse: FindCourse,
    private findLecture: FindLecture,
    private addLecture: AddLecture,
    private updateLecture: UpdateLecture
  ) {}

  /** A second request, whose first one's answer was lost, gets the same. */
  async store(ctx: HttpContext) {
    const uploadId = ctx.params.upload
    const input = await ctx.request.validateUsing(uploadedLectureValidator)
    const made = await this.findLectureByUpload.handle({ uploadId })
    const lecture = made ?? (await this.make(ctx, uploadId, input))
    return { lecture: { id: lecture._id.toHexString(), title: lecture.title } }
  }

  private async make(
    ctx: HttpContext,
    id: string,
    { name, course, lecture }: { name: string; course?: string; lecture?: string }
  ): Promise<Lecture> {
    const actor = actorOf(ctx)
    if (lecture) {
      await this.findLecture.handle({ lectureId: lecture })
      return this.uploads.take({ id, accepts: 'lecture' }, ({ key }) =>
        this.updateLecture.handle({ actor, lectureId: lecture, edit: { video: key } })
      )
    }
    const courseId = course ?? ''
    await this.findCourse.handle({ courseId })
    const title = titleOf(name)
    return this.uploads.take({ id, accepts: 'lecture' }, ({ key }) =>
      this.addLecture.handle({
        actor,
        courseId,
        title,
        description: title,
        video: key,
        status: 'unpublished',
      })
    )
  }
}
