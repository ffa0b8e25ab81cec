import { inject } from '@adonisjs/core'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import type Upload from '#app/media/models/upload'
import UploadRecords from '#app/media/upload_records'

/** The most that a page shows. */
const ROWS_SHOWN = 100

export interface FailedUpload {
  upload: Upload
  /** What it was for; `null` when that is gone. */
  destination: { kind: 'course' | 'lecture'; id: string; title: string } | null
}

/** Uploads that have failed or were broken off, with what they were for: four queries, however many. */
@inject()
export default class ListFailedUploads {
  constructor(private records: UploadRecords) {}

  async handle(): Promise<FailedUpload[]> {
    const uploads = await this.records.needingAttention(ROWS_SHOWN)
    const courseIds = uploads.flatMap(({ courseId }) => courseId ?? [])
    const lectureIds = uploads.flatMap(({ lectureId }) => lectureId ?? [])
    const [courses, lectures] = await Promise.all([
      CourseDocument.find({ _id: { $in: courseIds } })
        .select('title')
        .lean(),
      LectureDocument.find({ _id: { $in: lectureIds }, deletion: null })
        .select('title')
        .lean(),
    ])
    const titles = new Map(
      [...courses, ...lectures].map(({ _id, title }) => [_id.toHexString(), title])
    )
    return uploads.map((upload) => {
      const id = upload.lectureId ?? upload.courseId ?? ''
      const title = titles.get(id)
      const kind = upload.lectureId ? ('lecture' as const) : ('course' as const)
      return { upload, destination: title === undefined ? null : { kind, id, title } }
    })
  }
}
