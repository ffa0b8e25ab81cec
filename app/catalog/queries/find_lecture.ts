import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'

/** Reads a lecture from the database, bypassing the cache, for editing. */
export default class FindLecture {
  /** @throws {LectureNotFound} */
  async handle({ lectureId }: { lectureId: string }): Promise<Lecture> {
    const lecture = await LectureDocument.findOne({
      _id: lectureId,
      deletion: null,
    }).lean<Lecture>()
    if (!lecture) throw new LectureNotFound()
    return lecture
  }
}
