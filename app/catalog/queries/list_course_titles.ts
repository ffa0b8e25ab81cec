import CourseDocument from '#app/catalog/documents/course'

/** Lists all course titles in alphabetical order. */
export default class ListCourseTitles {
  async handle(): Promise<{ id: string; title: string }[]> {
    const courses = await CourseDocument.find().select('title').lean()
    return courses
      .map(({ _id, title }) => ({ id: _id.toHexString(), title }))
      .sort((one, other) => one.title.localeCompare(other.title))
  }
}
