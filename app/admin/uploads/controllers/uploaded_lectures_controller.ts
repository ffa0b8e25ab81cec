import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import { currentAdministrator } from '#app/accounts/current_user'
import SaveUploadedLecture from '#app/catalog/actions/save_uploaded_lecture'
import { uploadedLectureValidator } from '#app/catalog/validators/catalog'
import InspectFile from '#app/media/queries/inspect_file'

@inject()
export default class UploadedLecturesController {
  constructor(
    private saveUploadedLecture: SaveUploadedLecture,
    private inspectFile: InspectFile
  ) {}

  /** Turns a complete upload into a lecture, or into the new media of one. */
  async store(ctx: HttpContext) {
    const { params, request } = ctx
    const { name, course, lecture, duration } =
      await request.validateUsing(uploadedLectureValidator)
    const saved = await this.saveUploadedLecture.handle({
      actor: dashboardActor(ctx),
      ownerId: currentAdministrator(ctx).id,
      uploadId: params.upload,
      fileName: name,
      durationInSeconds: duration,
      destination: lecture ? { lectureId: lecture } : { courseId: course! },
    })
    const file = await this.inspectFile.handle({ key: saved.video })
    return { lecture: { id: saved._id.toHexString(), title: saved.title }, warning: file?.warning }
  }
}
