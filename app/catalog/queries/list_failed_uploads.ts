import { inject } from '@adonisjs/core'
import User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import { type UploadSubject, subjectOf } from '#app/catalog/upload_subject'
import type Upload from '#app/media/models/upload'
import UploadRecords from '#app/media/upload_records'

/** Maximum number of uploads listed. */
const ROWS_SHOWN = 100

export interface FailedUpload {
  upload: Upload
  /** The sender; `null` if the account was deleted. */
  owner: { id: string; name: string } | null
  /** The course or lecture it was for; `null` if that was deleted. */
  destination: (UploadSubject & { title: string }) | null
}

/** Lists failed and interrupted uploads with their destinations, in four queries. */
@inject()
export default class ListFailedUploads {
  constructor(private records: UploadRecords) {}

  async handle(): Promise<FailedUpload[]> {
    const uploads = await this.records.needingAttention(LECTURE_MEDIA, ROWS_SHOWN)
    const owners = await User.findMany(uploads.map(({ ownerId }) => ownerId))
    const names = new Map(owners.map(({ id, name }) => [id, name]))
    const titles = await titlesOf(uploads.flatMap((upload) => subjectOf(upload) ?? []))
    return uploads.map((upload) => {
      const subject = subjectOf(upload)
      const title = titles.get(subject?.id ?? '')
      const name = names.get(upload.ownerId)
      return {
        upload,
        owner: name === undefined ? null : { id: upload.ownerId, name },
        destination: subject && title !== undefined ? { ...subject, title } : null,
      }
    })
  }
}

async function titlesOf(subjects: UploadSubject[]): Promise<Map<string, string>> {
  const idsOf = (kind: UploadSubject['kind']) =>
    subjects.filter((subject) => subject.kind === kind).map(({ id }) => id)
  const [courses, lectures] = await Promise.all([
    CourseDocument.find({ _id: { $in: idsOf('course') } })
      .select('title')
      .lean(),
    LectureDocument.find({ _id: { $in: idsOf('lecture') }, deletion: null })
      .select('title')
      .lean(),
  ])
  return new Map([...courses, ...lectures].map(({ _id, title }) => [_id.toHexString(), title]))
}
