import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'

/** A lecture as it is now: whoever edits it must not begin with what a cache has. */
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
