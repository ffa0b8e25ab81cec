import { test } from '@japa/runner'
import mongoose, { type Connection } from 'mongoose'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aCoverFile, aLectureFile } from '#tests/helpers/files'
import { aLearner, anAdministrator, enroll, tokenOf } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

interface Operation {
  collection: string
  method: string
  filter: Record<string, unknown>
  options?: { sort?: Record<string, 1 | -1> }
}

/** Methods of the driver whose first argument is a filter. */
const SEARCHES = /^(find|count|update|replace|delete|distinct)/

/** Records the application's MongoDB queries from now on. */
function record(): { operations: Operation[]; end(): void } {
  const operations: Operation[] = []
  mongoose.set('debug', (collection: string, method: string, filter, ...rest) => {
    if (!SEARCHES.test(method)) return
    const sorted = rest.find((one) => !Array.isArray(one) && one?.sort !== undefined)
    const options = sorted && { sort: sorted.sort } // without the session, which may have ended
    operations.push({ collection, method, filter, options })
  })
  return { operations, end: () => mongoose.set('debug', false) }
}

/** Tells if MongoDB would scan the whole collection. */
async function scans({ db }: Connection, { collection, filter, options }: Operation) {
  const plan = await db?.collection(collection).find(filter, options).explain('queryPlanner')
  return JSON.stringify(plan).includes('COLLSCAN')
}

/** Tells if a query has no filter, so that no index could help. */
const wantsAll = ({ filter }: Operation) => Object.keys(filter ?? {}).length === 0

test.group('The set of indexes', (group) => {
  group.each.setup(emptyStores)

  test('covers every search by requests and background jobs', async ({
    assert,
    client,
    cleanup,
  }) => {
    const [learner, administrator] = [await aLearner(), await anAdministrator()]
    const [headers, adminHeaders] = [await tokenOf(learner), await tokenOf(administrator)]
    const courses = [await aCourse(), await aCourse()]
    const lectures = [await aLecture(courses[0]), await aLecture(courses[0])]
    for (const course of courses) await enroll(learner, course)
    const [course, lecture] = [courses[0]._id.toHexString(), lectures[0]._id.toHexString()]
    const { operations, end } = record()
    cleanup(end)

    const published = { title: 'Knots', description: 'Twelve knots that hold' }
    const answers = [
      await client.get('/api/course/all'),
      await client.get(`/api/course/${course}`),
      await client.get('/api/mycourse').headers(headers),
      await client.get(`/api/lectures/${course}`).headers(headers),
      await client.get(`/api/lecture/${lecture}`).headers(headers),
      await client
        .post(`/api/user/progress?course=${course}&lectureId=${lecture}`)
        .headers(headers),
      await client.get(`/api/user/progress?course=${course}`).headers(headers),
      await client
        .post('/api/course/new')
        .headers(adminHeaders)
        .fields({
          ...published,
          category: 'Crafts',
          price: '499',
          createdBy: 'Asha',
          duration: '3',
        })
        .file('file', await aCoverFile(), { filename: 'cover.webp' }),
      await client
        .post(`/api/course/${course}`)
        .headers(adminHeaders)
        .fields(published)
        .file('file', await aLectureFile(), { filename: 'lecture.mp4' }),
      await client.get('/api/stats').headers(adminHeaders),
      await client.delete(`/api/lecture/${lecture}`).headers(adminHeaders),
      await client.delete(`/api/course/${course}`).headers(adminHeaders),
    ]
    await workOutbox()
    end()

    for (const answer of answers) assert.isBelow(answer.status(), 300, answer.text())
    const searched = operations.filter((operation) => !wantsAll(operation))
    assert.isAbove(searched.length, 10)
    const unindexed = []
    for (const operation of searched)
      if (await scans(mongoose.connection, operation)) unindexed.push(operation)
    assert.deepEqual(unindexed, [])
    // a search without an index must be detected
    const search = { collection: 'courses', method: 'find', filter: { description: 'x' } }
    assert.isTrue(await scans(mongoose.connection, search))
  })
})
