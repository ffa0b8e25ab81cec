import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { titleOf } from '#app/admin/uploads/lecture_title'
import { dashboardActor } from '#app/accounts/actors'
import AddLecture from '#app/catalog/actions/add_lecture'
import UpdateLecture from '#app/catalog/actions/update_lecture'
import type { Lecture } from '#app/catalog/documents/lecture'
import FindCourse from '#app/catalog/queries/find_course'
import FindLecture from '#app/catalog/queries/find_lecture'
import FindLectureByUpload from '#app/catalog/queries/find_lecture_by_upload'
import { uploadedLectureValidator } from '#app/catalog/validators/catalog'
import FinalizeUpload from '#app/media/actions/finalize_upload'
import UploadNotFound from '#app/media/exceptions/upload_not_found'

interface Input {
  name: string
  course?: string
  lecture?: string
}

/** Makes a lecture of an upload that is complete, or replaces the media of one. */
@inject()
export default class UploadedLecturesController {
  constructor(
    private finalizeUpload: FinalizeUpload,
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
    const made = () => this.findLectureByUpload.handle({ uploadId })
    const lecture = (await made()) ?? (await this.make(ctx, uploadId, input, made))
    return { lecture: { id: lecture._id.toHexString(), title: lecture.title } }
  }

  /** Of two requests at once, the second finds what the first has made. */
  private async make(
    ctx: HttpContext,
    id: string,
    input: Input,
    made: () => Promise<Lecture | null>
  ): Promise<Lecture> {
    try {
      return await this.take(ctx, id, input)
    } catch (error) {
      const lecture = error instanceof UploadNotFound && (await made())
      if (!lecture) throw error
      return lecture
    }
  }

  private async take(ctx: HttpContext, id: string, { name, course, lecture }: Input) {
    const actor = dashboardActor(ctx)
    if (lecture) {
      await this.findLecture.handle({ lectureId: lecture })
      return this.finalizeUpload.handle({ id, accepts: 'lecture' }, ({ key }) =>
        this.updateLecture.handle({ actor, lectureId: lecture, edit: { video: key } })
      )
    }
    const courseId = course ?? ''
    await this.findCourse.handle({ courseId })
    const title = titleOf(name)
    return this.finalizeUpload.handle({ id, accepts: 'lecture' }, ({ key }) =>
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
