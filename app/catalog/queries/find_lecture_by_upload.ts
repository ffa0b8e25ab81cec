import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'

/** The lecture that an upload has become: the stored file has the upload's id in its name. */
export default class FindLectureByUpload {
  async handle({ uploadId }: { uploadId: string }): Promise<Lecture | null> {
    const name = uploadId.replace(/[^0-9a-f-]/g, '')
    return LectureDocument.findOne({ video: new RegExp(`^uploads/${name}\\.`) }).lean<Lecture>()
  }
}
