import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'

/** Finds the lecture created from an upload, by the upload's id in the file name. */
export default class FindLectureByUpload {
  async handle({ uploadId }: { uploadId: string }): Promise<Lecture | null> {
    const name = uploadId.replace(/[^0-9a-f-]/g, '')
    return LectureDocument.findOne({ video: new RegExp(`^uploads/${name}\\.`) }).lean<Lecture>()
  }
}
