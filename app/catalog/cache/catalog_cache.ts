import { createHash } from 'node:crypto'
import type SignedInUser from '#app/accounts/signed_in_user'
import CourseDocument, { type Course, isDraft } from '#app/catalog/documents/course'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import type CatalogRevision from '#app/catalog/cache/catalog_revision'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'
import { searchable } from '#app/platform/search_text'
import { courseJson } from '#app/catalog/transformers/course_transformer'

/** Time a revision counts as current before the database is asked again. */
const REVISION_MAX_AGE_IN_MS = 1_000

/**
 * Maximum age of a cached catalog while the database is unreachable; only this process may have lost its connection.
 */
const UNCONFIRMED_FOR_AT_MOST_IN_MS = 60 * 60 * 1_000

/** Below this length, sending a string with the headers is faster than sending a buffer after them. */
const SENT_AS_TEXT = 16 * 1024

/** A prepared response: JSON as a string or buffer, whichever is sent faster, and its entity tag. */
export interface PreparedAnswer {
  body: Buffer | string
  etag: string
}

/** The catalog at one revision. Lectures are loaded lazily. */
interface Snapshot {
  revision: string
  courses: Map<string, Course>
  hasDrafts: boolean
  /** Published courses only. */
  list: PreparedAnswer
  /** Including drafts. */
  fullList?: PreparedAnswer
  answers: Map<string, PreparedAnswer>
  lectures: Map<string, Lecture>
  lecturesOf: Map<string, Lecture[]>
  lectureTitles?: Promise<LectureTitle[]>
}

/** Title of a lecture, for the search. */
export interface LectureTitle {
  id: string
  courseId: string
  title: string
  /** The title as it is searched (`searchable`). */
  searchText: string
}

/**
 * In-memory cache of the catalog. Every change of a course or lecture renews the catalog's revision, which is checked
 * at most once a second: changes made by other processes show within a second, changes made here at once. While the
 * databases are unavailable, the last known catalog is served for up to an hour.
 */
export default class CatalogCache {
  private snapshot?: Promise<Snapshot>
  private checkedAt = Number.NEGATIVE_INFINITY
  private check?: Promise<Snapshot>
  /** Time at which the snapshot was last known to be current. */
  private confirmedAt = Number.NEGATIVE_INFINITY
  /** While the database is unavailable the catalog can't change, so the known snapshot is served without waiting. */
  private isUnavailable = false
  /** Incremented on each expiry, so that a look-up started before one does not count as current after it. */
  private generation = 0

  /** @param now monotonic clock in milliseconds */
  constructor(
    private revision: Pick<CatalogRevision, 'current' | 'onAnnouncement'>,
    private now = () => performance.now()
  ) {
    revision.onAnnouncement(() => this.expire())
  }

  /** Forces the next look-up to check the revision and wait for the result. */
  expire(): void {
    this.generation++
    this.check = undefined
    this.isUnavailable = false
    this.checkedAt = Number.NEGATIVE_INFINITY
  }

  /** All courses, drafts included. */
  async courses(): Promise<Course[]> {
    const { courses } = await this.current()
    return [...courses.values()]
  }

  /** A course, which may be a draft. */
  async course(id: string): Promise<Course | undefined> {
    const { courses } = await this.current()
    return courses.get(id)
  }

  async hasDrafts(): Promise<boolean> {
    const { hasDrafts } = await this.current()
    return hasDrafts
  }

  /** The published courses. */
  async courseList(): Promise<PreparedAnswer> {
    const { list } = await this.current()
    return list
  }

  /** The courses that someone sees to whom some drafts are open. */
  async courseListFor(viewer: SignedInUser): Promise<PreparedAnswer> {
    const snapshot = await this.current()
    const courses = [...snapshot.courses.values()]
    if (viewer.isAdministrator) return (snapshot.fullList ??= prepareList(courses))
    return prepareList(
      courses.filter((course) => !isDraft(course) || viewer.mayWatch(course._id.toHexString()))
    )
  }

  /** A course, which may be a draft. */
  async courseAnswer(id: string): Promise<PreparedAnswer | undefined> {
    const { answers, courses } = await this.current()
    const course = courses.get(id)
    if (!course) return undefined
    let answer = answers.get(id)
    if (!answer) answers.set(id, (answer = prepare({ course: courseJson(course) })))
    return answer
  }

  async lecture(id: string): Promise<Lecture | null> {
    const { lectures } = await this.current()
    const known = lectures.get(id)
    if (known) return known
    const lecture = await LectureDocument.findOne({ _id: id, deletion: null }).lean<Lecture>()
    if (lecture) lectures.set(id, lecture)
    return lecture
  }

  /** The lectures of a course in teaching order, those that are not published included. */
  async lecturesOf(courseId: string): Promise<Lecture[]> {
    const { lecturesOf } = await this.current()
    let lectures = lecturesOf.get(courseId)
    if (!lectures) {
      lectures = await LectureDocument.find({ course: courseId, deletion: null })
        .sort({ position: 1, _id: 1 })
        .lean<Lecture[]>()
      lecturesOf.set(courseId, lectures)
    }
    return lectures
  }

  /** Titles of all lectures, oldest first. */
  async lectureTitles(): Promise<LectureTitle[]> {
    const snapshot = await this.current()
    snapshot.lectureTitles ??= readLectureTitles()
    snapshot.lectureTitles.catch(() => (snapshot.lectureTitles = undefined)) // read again next time
    return snapshot.lectureTitles
  }

  private current(): Promise<Snapshot> {
    if (this.snapshot && this.now() - this.checkedAt < REVISION_MAX_AGE_IN_MS) return this.snapshot
    const check = (this.check ??= this.refresh())
    if (!this.isUnavailable || !this.snapshot) return check
    check.catch(() => {}) // the next request gets the error
    return this.snapshot
  }

  /** Reads the revision before the data, so that a snapshot is never older than its revision. */
  private async refresh(): Promise<Snapshot> {
    const { generation } = this
    const startedAt = this.now()
    const known = await this.snapshot
    try {
      const snapshot = await this.read(known)
      this.isUnavailable = false
      if (generation === this.generation) {
        this.confirmedAt = startedAt
        this.keep(snapshot, startedAt)
      }
      return snapshot
    } catch (error) {
      if (!known || !isServiceUnavailable(error)) throw error
      if (startedAt - this.confirmedAt > UNCONFIRMED_FOR_AT_MOST_IN_MS) {
        this.snapshot = undefined
        throw error
      }
      this.isUnavailable = true
      if (generation === this.generation) this.keep(known, startedAt)
      return known
    } finally {
      if (generation === this.generation) this.check = undefined
    }
  }

  private async read(known: Snapshot | undefined): Promise<Snapshot> {
    const revision = await this.revision.current()
    return known?.revision === revision ? known : this.load(revision)
  }

  private keep(snapshot: Snapshot, checkedAt: number) {
    this.snapshot = Promise.resolve(snapshot)
    this.checkedAt = checkedAt
  }

  private async load(revision: string): Promise<Snapshot> {
    const courses = await CourseDocument.find().sort({ _id: 1 }).lean<Course[]>()
    return {
      revision,
      courses: new Map(courses.map((course) => [course._id.toHexString(), course])),
      hasDrafts: courses.some(isDraft),
      list: prepareList(courses.filter((course) => !isDraft(course))),
      answers: new Map(),
      lectures: new Map(),
      lecturesOf: new Map(),
    }
  }
}

async function readLectureTitles(): Promise<LectureTitle[]> {
  const lectures = await LectureDocument.find().select('title course deletion').sort('_id').lean()
  return lectures
    .filter(({ deletion }) => !deletion)
    .map(({ _id, course, title }) => ({
      id: _id.toHexString(),
      courseId: course.toHexString(),
      title,
      searchText: searchable(title),
    }))
}

function prepareList(courses: Course[]): PreparedAnswer {
  return prepare({ courses: courses.map(courseJson) })
}

function prepare(answer: object): PreparedAnswer {
  const json = JSON.stringify(answer)
  const digest = createHash('sha256').update(json).digest('base64url').slice(0, 27)
  return { body: json.length > SENT_AS_TEXT ? Buffer.from(json) : json, etag: `"${digest}"` }
}
