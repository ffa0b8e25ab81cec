import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'

/** Lists a course's lectures in teaching order from the database, including unpublished ones. */
export default class ListLectures {
  async handle({ courseId }: { courseId: string }): Promise<Lecture[]> {
    return LectureDocument.find({ course: courseId, deletion: null })
      .sort({ position: 1, _id: 1 })
      .lean<Lecture[]>()
  }
}
