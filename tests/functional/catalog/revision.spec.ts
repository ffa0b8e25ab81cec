import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { mongo } from 'mongoose'
import app from '@adonisjs/core/services/app'
import { newId } from '#app/platform/ids'
import type { Actor } from '#app/platform/audit/actor'
import AddLecture from '#app/catalog/actions/add_lecture'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CatalogRevision from '#app/catalog/cache/catalog_revision'
import CatalogChanged from '#app/catalog/events/catalog_changed'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import RemoveCourse from '#app/catalog/listeners/remove_course'
import Outbox from '#app/platform/outbox/outbox'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { aCourse } from '#tests/helpers/catalog'
import { queriesDuring } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const MINUTE_IN_MS = 60_000

const actor: Actor = {
  userId: null,
  label: 'Someone',
  channel: 'system',
  ip: null,
  userAgent: null,
}

const aLectureFor = (courseId: string, title: string) => ({
  actor,
  courseId,
  title,
  description: title,
  video: `uploads/${crypto.randomUUID()}.mp4`,
  status: 'published' as const,
})

test.group('A change to the catalog', (group) => {
  group.each.setup(emptyStores)

  test('renews the revision with two statements', async ({ assert }) => {
    const changes = await app.container.make(CatalogChanges)
    const revision = await app.container.make(CatalogRevision)
    const before = await revision.current()

    const statements = await queriesDuring(() => changes.record(async () => {}))

    assert.notEqual(await revision.current(), before)
    assert.lengthOf(statements, 2, statements.join('\n'))
    assert.isEmpty(await OutboxRow.all())
  })

  test('rolls back together with its revision when it fails half-way', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots' })
    const changes = await app.container.make(CatalogChanges)
    const revision = await app.container.make(CatalogRevision)
    const before = await revision.current()

    const change = changes.record(async (session) => {
      await CourseDocument.updateOne({ _id: course._id }, { title: 'Bends' }, { session })
      throw new Error('half-way')
    })

    await assert.rejects(() => change, 'half-way')
    assert.equal(await revision.current(), before)
    const { title } = await CourseDocument.findById(course._id).orFail()
    assert.equal(title, 'Knots')
  })

  test('gives each of many simultaneous lectures its own position', async ({ assert }) => {
    const course = await aCourse()
    const addLecture = await app.container.make(AddLecture)
    const titles = Array.from({ length: 12 }, (_, index) => `Lecture ${index}`)

    const added = await Promise.all(
      titles.map((title) => addLecture.handle(aLectureFor(String(course._id), title)))
    )

    assert.sameMembers(
      added.map(({ position }) => position),
      titles.map((_, index) => index + 1)
    )
  })

  test('leaves no lecture in a course that is deleted at the same time', async ({ assert }) => {
    const addLecture = await app.container.make(AddLecture)
    const removeCourse = await app.container.make(RemoveCourse)
    for (let round = 0; round < 5; round++) {
      const course = await aCourse()
      const [courseId, { image }] = [String(course._id), course]
      await Promise.allSettled([
        ...[1, 2, 3].map((number) => addLecture.handle(aLectureFor(courseId, `${number}`))),
        removeCourse.handle({ courseId, image }),
      ])
      assert.equal(await LectureDocument.countDocuments({ course: courseId }), 0)
    }
  })

  test('is noticed when a process of the previous release left it unfinished', async ({
    assert,
  }) => {
    const outbox = await app.container.make(Outbox)
    const revision = await app.container.make(CatalogRevision)
    const before = await revision.current()

    const isDone = await outbox.settle(await outbox.intend(new CatalogChanged({})))

    assert.isTrue(isDone)
    assert.notEqual(await revision.current(), before)
  })
})

/** A revision whose database can be made unavailable. */
class ARevision {
  isUnavailable = false
  name = newId()

  async current() {
    if (!this.isUnavailable) return this.name
    throw new mongo.MongoNetworkError('connection closed')
  }

  onAnnouncement() {}
}

test.group('The catalog in memory, while its database is unavailable', (group) => {
  group.each.setup(emptyStores)

  async function aCache() {
    await aCourse({ title: 'Knots' })
    const revision = new ARevision()
    const clock = { now: 0 }
    const cache = new CatalogCache(revision, () => clock.now)
    await cache.courses()
    const titles = async () => {
      const courses = await cache.courses()
      return courses.map(({ title }) => title)
    }
    return { cache, revision, clock, titles }
  }

  test('is served after a failed change', async ({ assert }) => {
    const { cache, revision, titles } = await aCache()
    revision.isUnavailable = true

    cache.expire() // as after each change, even one that failed

    assert.deepEqual(await titles(), ['Knots'])
    assert.deepEqual(await titles(), ['Knots'])
  })

  test('is served although another process has just changed it', async ({ assert }) => {
    const { revision, clock, titles } = await aCache()
    await CourseDocument.updateOne({}, { title: 'Bends' })
    revision.name = newId()
    revision.isUnavailable = true
    clock.now += 2_000

    assert.deepEqual(await titles(), ['Knots'])

    revision.isUnavailable = false
    clock.now += 2_000
    let [title] = await titles()
    for (let asked = 0; asked < 100 && title === 'Knots'; asked++) {
      await sleep(10)
      ;[title] = await titles()
    }
    assert.equal(title, 'Bends')
  })

  test('is reloaded after a successful change', async ({ assert }) => {
    const { cache, revision, titles } = await aCache()
    revision.isUnavailable = true
    cache.expire()
    await titles()

    revision.isUnavailable = false
    await CourseDocument.updateOne({}, { title: 'Bends' })
    revision.name = newId()
    cache.expire()

    assert.deepEqual(await titles(), ['Bends'])
  })

  test('is served for at most an hour', async ({ assert }) => {
    const { revision, clock, titles } = await aCache()
    revision.isUnavailable = true

    for (let minutes = 0; minutes < 59; minutes++) {
      clock.now += MINUTE_IN_MS
      assert.deepEqual(await titles(), ['Knots'])
    }

    clock.now += 2 * MINUTE_IN_MS
    await titles().catch(() => {}) // the first request may still get the cached catalog
    await assert.rejects(() => titles(), 'connection closed')
    revision.isUnavailable = false
    assert.deepEqual(await titles(), ['Knots'])
  })
})
