import User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'

export interface ItemIds {
  people: string[]
  courses: string[]
  lectures: string[]
}

/** Finds which of the people, courses and lectures with these ids still exist. */
export default class FindRemainingItems {
  async handle({ people, courses, lectures }: ItemIds): Promise<Set<string>> {
    const [users, documents] = await Promise.all([
      people.length > 0
        ? User.query()
            .select('id')
            .whereIn('id', [...new Set(people)])
        : [],
      Promise.all([
        courses.length > 0
          ? CourseDocument.find({ _id: { $in: courses } })
              .select('_id')
              .lean()
          : [],
        lectures.length > 0
          ? LectureDocument.find({ _id: { $in: lectures }, deletion: null })
              .select('_id')
              .lean()
          : [],
      ]),
    ])
    return new Set([
      ...users.map(({ id }) => id),
      ...documents.flat().map(({ _id }) => _id.toHexString()),
    ])
  }
}
