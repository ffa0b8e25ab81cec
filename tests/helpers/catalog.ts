import CourseDocument, { type Course } from '#app/catalog/documents/course'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import app from '@adonisjs/core/services/app'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CatalogRevision from '#app/catalog/cache/catalog_revision'

let made = 0

export async function aCourse(attributes: Partial<Course> = {}): Promise<Course> {
  const number = ++made
  const course = await CourseDocument.create({
    title: `Course ${number}`,
    description: 'What it is about',
    image: `uploads/00000000-0000-4000-8000-${String(number).padStart(12, '0')}.png`,
    price: 499,
    duration: 6,
    category: 'Programming',
    createdBy: 'Asha Rao',
    ...attributes,
  })
  await catalogChanged()
  return course.toObject()
}

export async function aLecture(
  course: Course,
  attributes: Partial<Lecture> = {}
): Promise<Lecture> {
  const number = ++made
  const lecture = await LectureDocument.create({
    title: `Lecture ${number}`,
    description: 'What it shows',
    video: `uploads/00000000-0000-4000-8000-${String(number).padStart(12, '0')}.mp4`,
    course: course._id,
    position: number,
    ...attributes,
  })
  await catalogChanged()
  return lecture.toObject()
}

/** Renews and announces the revision as another process would: this process's cache is not expired. */
export async function changedElsewhere() {
  const revision = await app.container.make(CatalogRevision)
  await revision.renew()
  await revision.announce()
}

/** Renews the revision and expires this process's cache, as each change through the application does. */
export async function catalogChanged() {
  await changedElsewhere()
  const cache = await app.container.make(CatalogCache)
  cache.expire()
}
