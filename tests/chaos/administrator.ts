import { setTimeout as sleep } from 'node:timers/promises'
import type { Call, Expected } from '#tests/chaos/client'
import { isAnswered } from '#tests/chaos/ledger'
import type { OfferedCourse, World } from '#tests/chaos/learner'
import type { Random } from '#tests/chaos/random'
import { aPng, anMp4 } from '#tests/helpers/media'

export const ADMINISTRATOR = { email: 'admin@theta.example', password: 'administers courses' }

const PAUSE_IN_MS = [100, 600] as const

/** Number of courses that one administrator keeps, so that the catalog stays small. */
const MOST_COURSES = 8

const TEXTS = {
  description: 'What it is about',
  category: 'Programming',
  createdBy: 'Asha Rao',
  duration: 6,
}

interface OwnCourse {
  id: string
  title: string
  lectures: string[]
  /** Set before its deletion is requested, since the outcome may stay unknown. */
  isDeleted?: boolean
}

let titled = 0

/** A person who creates courses, uploads lectures, and deletes some of them. */
export class Administrator {
  private courses: OwnCourse[] = []
  private deleted = new Set<string>()

  constructor(
    private world: World,
    private random: Random,
    private token: string
  ) {}

  /** Creates the courses that learners take, before anything goes wrong. */
  async offer({ isFree, lectures }: { isFree: boolean; lectures: number }): Promise<OfferedCourse> {
    const course = await this.create({ price: isFree ? 0 : 499 })
    if (!course) throw new Error('A course could not be created')
    while (course.lectures.length < lectures) await this.addLecture(course)
    return { ...course, isFree }
  }

  async work(): Promise<void> {
    while (!this.world.signal.aborted) {
      const course = this.courses.length > 0 ? this.random.pick(this.courses) : undefined
      if (!course || this.random.isOne(4)) await this.addCourse()
      else if (this.random.isOne(6)) await this.deleteCourse(course)
      else if (this.random.isOne(4)) await this.deleteLecture(course)
      else await this.addLecture(course)
      await sleep(this.random.between(...PAUSE_IN_MS))
    }
  }

  private async addCourse() {
    if (this.courses.length >= MOST_COURSES) return
    const course = await this.create({ price: this.random.whole(0, 1) * 499 })
    if (course) this.courses.push(course)
  }

  private async create({ price }: { price: number }): Promise<OwnCourse | undefined> {
    const cover = aPng(this.random.whole(5_000, 50_000))
    let title = ''
    const form = () => {
      title = `Course ${++titled}` // a repeated request may create a second course
      return formOf({ ...TEXTS, title, price }, cover, 'cover.png')
    }
    const answer = await this.call(
      { method: 'POST', path: '/api/course/new', form },
      { success: [201] }
    )
    if (!answer) return undefined

    const state: { course?: OwnCourse } = {}
    this.world.ledger.acknowledge({
      kind: 'courses',
      label: title,
      isStored: async ({ courses, sizeOf }) =>
        state.course?.isDeleted || (await sizeOf(courses.get(title) ?? '')) === cover.length,
      isShown: async (ask) => {
        if (state.course?.isDeleted) return true
        const { body } = await ask({ path: '/api/course/all' })
        return body.courses.some((one: { title: string }) => one.title === title)
      },
    })
    const id = await this.idOf(title)
    return id ? (state.course = { id, title, lectures: [] }) : undefined
  }

  /** Other processes see a change up to a second later, or when MongoDB answers again. */
  private async idOf(title: string): Promise<string | undefined> {
    for (let attempt = 0; attempt < 20; attempt++) {
      const answer = await this.call({ path: '/api/course/all' }, { success: [200] })
      const found = answer?.body.courses.find((one: { title: string }) => one.title === title)
      if (found) return found._id
      await sleep(300)
    }
    return undefined
  }

  private async addLecture(course: OwnCourse) {
    const media = anMp4(this.random.whole(5_000, 400_000))
    const form = () => formOf({ title: 'A lecture', description: 'What it shows' }, media, 'a.mp4')
    const path = `/api/course/${course.id}`
    // The other process may not know a new course yet.
    const answer = await this.call(
      { method: 'POST', path, form },
      { success: [201], explained: () => [404] }
    )
    if (!answer) return
    const id: string = answer.body.lecture._id
    course.lectures.push(id)
    this.world.ledger.acknowledge({
      kind: 'lectures',
      label: id,
      isStored: async ({ lectures, sizeOf }) =>
        this.isDeleted(course, id) || (await sizeOf(lectures.get(id) ?? '')) === media.length,
      isShown: async (ask) => {
        if (this.isDeleted(course, id)) return true
        const { body } = await ask({ path: `/api/lectures/${course.id}`, headers: this.headers })
        return body?.lectures?.some((lecture: { _id: string }) => lecture._id === id)
      },
    })
  }

  private async deleteLecture(course: OwnCourse) {
    const id = course.lectures.pop()
    if (!id) return
    this.deleted.add(id)
    const call = { method: 'DELETE', path: `/api/lecture/${id}` } as const
    if (!(await this.call(call, { success: [200], repeated: [404] }))) return
    this.world.ledger.acknowledge({
      kind: 'deleted lectures',
      label: id,
      isStored: ({ lectures }) => !lectures.has(id),
      isShown: (ask) => isAnswered(ask, { ...call, method: 'GET', headers: this.headers }, 404),
    })
  }

  private async deleteCourse(course: OwnCourse) {
    course.isDeleted = true
    this.courses = this.courses.filter((one) => one !== course)
    const { id, title } = course
    const call = { method: 'DELETE', path: `/api/course/${id}` } as const
    if (!(await this.call(call, { success: [200], repeated: [404] }))) return
    this.world.ledger.acknowledge({
      kind: 'deleted courses',
      label: title,
      isStored: ({ courses }) => !courses.has(title),
      isShown: (ask) => isAnswered(ask, { path: call.path }, 404),
    })
  }

  private isDeleted(course: OwnCourse, lectureId: string): boolean {
    return course.isDeleted || this.deleted.has(lectureId)
  }

  private get headers() {
    return { token: this.token }
  }

  private call(call: Call, expected: Expected) {
    return this.world.client.insist({ ...call, headers: this.headers }, expected, this.random)
  }
}

function formOf(fields: Record<string, unknown>, file: Buffer, name: string): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, String(value))
  form.set('file', new Blob([new Uint8Array(file)]), name)
  return form
}
