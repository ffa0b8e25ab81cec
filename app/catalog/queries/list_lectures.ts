import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'

/** The lectures of a course in teaching order as they are now, those that are not published included. */
export default class ListLectures {
  async handle({ courseId }: { courseId: string }): Promise<Lecture[]> {
    return LectureDocument.find({ course: courseId, deletion: null })
      .sort({ position: 1, _id: 1 })
      .lean<Lecture[]>()
  }
}
