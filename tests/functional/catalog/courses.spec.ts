import { test } from '@japa/runner'
import mongoose from 'mongoose'
import app from '@adonisjs/core/services/app'
import { Logger } from '@adonisjs/core/logger'
import Mongo from '#app/platform/mongo/mongo'
import SqlReader from '#app/platform/sql/sql_reader'
import { newId } from '#app/platform/ids'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CatalogRevision, { REVISIONS } from '#app/catalog/cache/catalog_revision'
import CourseDocument from '#app/catalog/documents/course'
import { aCourse, changedElsewhere } from '#tests/helpers/catalog'
import { aLearner, enroll, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const MEMBERS = [
  '_id',
  'title',
  'description',
  'image',
  'price',
  'duration',
  'category',
  'createdBy',
  'createdAt',
]

/** A cache without Redis, whose messages about the set-up of a test could arrive late. */
async function unannouncedRevision() {
  const [mongo, sql] = [await app.container.make(Mongo), await app.container.make(SqlReader)]
  return new CatalogRevision(mongo, sql, await app.container.make(Logger))
}

test.group('Courses', (group) => {
  group.each.setup(emptyStores)

  test('lists courses with the members that the frontend expects, oldest first', async ({
    assert,
    client,
  }) => {
    const [first, second] = [await aCourse(), await aCourse({ price: 0 })]

    const response = await client.get('/api/course/all')

    response.assertStatus(200)
    const { courses } = response.body()
    assert.deepEqual(
      courses.map(({ _id }: { _id: string }) => _id),
      [first, second].map(({ _id }) => _id.toHexString())
    )
    assert.sameMembers(Object.keys(courses[0]), MEMBERS)
    assert.strictEqual(courses[1].price, 0)
  })

  test('returns an empty list when there are none', async ({ assert, client }) => {
    const response = await client.get('/api/course/all')
    assert.deepEqual(response.body(), { courses: [] })
  })

  test('answers 304 for an unchanged list, and the new list after a change', async ({
    assert,
    client,
  }) => {
    await aCourse()
    const first = await client.get('/api/course/all')
    const etag = first.header('etag')!

    const again = await client.get('/api/course/all').header('if-none-match', etag)
    again.assertStatus(304)
    assert.isEmpty(again.text())

    await aCourse()
    const changed = await client.get('/api/course/all').header('if-none-match', etag)
    changed.assertStatus(200)
    assert.lengthOf(changed.body().courses, 2)
  })

  test('serves courses from memory, with one MongoDB query for the revision, however many there are', async ({
    assert,
    cleanup,
    client,
  }) => {
    for (let number = 0; number < 5; number++) await aCourse()
    const cache = new CatalogCache(await unannouncedRevision())
    app.container.swap(CatalogCache, () => cache)
    cleanup(() => app.container.restore(CatalogCache))
    await client.get('/api/course/all')

    const commands: string[] = []
    mongoose.set(
      'debug',
      (collection: string, method: string) => void commands.push(`${collection}.${method}`)
    )
    const list = await client.get('/api/course/all')
    const one = await client.get(`/api/course/${list.body().courses[0]._id}`)
    mongoose.set('debug', false)

    one.assertStatus(200)
    const others = commands.filter((command) => command !== `${REVISIONS}.findOne`)
    assert.isEmpty(others)
  })

  test('picks up a change made by another process', async ({ assert, client }) => {
    const course = await aCourse()
    await client.get('/api/course/all')

    await CourseDocument.updateOne({ _id: course._id }, { title: 'Renamed elsewhere' })
    await changedElsewhere()
    const deadline = Date.now() + 3000
    let title: string
    do {
      const response = await client.get(`/api/course/${course._id}`)
      title = response.body().course.title
    } while (title !== 'Renamed elsewhere' && Date.now() < deadline)

    assert.equal(title, 'Renamed elsewhere')
  })

  test('shows a single course', async ({ assert, client }) => {
    const course = await aCourse({ title: 'Ünïcödé <b>&' })
    const response = await client.get(`/api/course/${course._id}`)
    response.assertStatus(200)
    assert.sameMembers(Object.keys(response.body().course), MEMBERS)
    assert.equal(response.body().course.title, 'Ünïcödé <b>&')
    const upperCase = await client.get(`/api/course/${String(course._id).toUpperCase()}`)
    upperCase.assertStatus(200)
  })

  test('answers 404 with a message to an unknown or malformed id', async ({ assert, client }) => {
    for (const id of [newId(), 'x', '1234', '%7B%7D', `${newId()}0`]) {
      const response = await client.get(`/api/course/${id}`)
      response.assertStatus(404)
      assert.isString(response.body().message)
    }
  })

  test('lists for a learner the courses that they may watch', async ({ assert, client }) => {
    const [mine, learner] = [await aCourse(), await aLearner()]
    await aCourse()
    await enroll(learner, mine)

    const response = await client.get('/api/mycourse').headers(await tokenOf(learner))
    response.assertStatus(200)
    assert.deepEqual(
      response.body().courses.map(({ _id }: { _id: string }) => _id),
      [String(mine._id)]
    )
    const signedOut = await client.get('/api/mycourse').header('token', 'null')
    signedOut.assertStatus(401)
  })
})
