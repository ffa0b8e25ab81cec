import { join } from 'node:path'
import { test } from '@japa/runner'
import { MongoClient } from 'mongodb'
import Enrollment from '#app/accounts/models/enrollment'
import User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import { dump } from '@theta/embedded-mongo/tools/dump'
import { startEmbeddedMongo } from '@theta/embedded-mongo'
import type { Count, Kind, Remark } from '#app/operations/import/report'
import {
  course,
  lecture,
  OLDER_PASSWORD,
  olderTheta,
  payment,
  progress,
  user,
} from '#tests/fixtures/older_theta'
import { ace } from '#tests/helpers/console'
import { aTemporaryFolder } from '#tests/helpers/processes'
import { emptyStores } from '#tests/helpers/stores'

interface Report {
  counts: Record<Kind, Count>
  remarks: Remark[]
  ignored: string[]
}

/** A MongoDB server of the older system, and a dump of each kind. */
async function anOlderSystem() {
  const [folder, remove] = await aTemporaryFolder()
  const server = await startEmbeddedMongo({ folder: join(folder, 'server') })
  const uri = server.uriFor('older')
  const client = await new MongoClient(uri).connect()
  for (const [name, documents] of Object.entries(await olderTheta()))
    await client.db().collection(name).insertMany(documents)
  const [dumped, archive] = [join(folder, 'dumped'), join(folder, 'older.archive')]
  await dump(client, { to: { folder: dumped }, databases: ['older'], gzip: true })
  await dump(client, { to: { archive }, databases: ['older'] })
  const close = async () => {
    await client.close()
    await server.close()
    await remove()
  }
  return { uri, dumped, archive, folder, close }
}

async function imported(source: string, ...flags: string[]): Promise<Report> {
  const { code, stdout, stderr } = await ace(['theta:import', source, '--json', ...flags])
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** Counts of documents: read, imported, already present, unreadable. */
const numbers = ({ counts }: Report) =>
  Object.fromEntries(
    Object.entries(counts).map(([kind, { read, imported: done, already, refused }]) => [
      kind,
      [read, done, already, refused],
    ])
  )

const FIRST = {
  courses: [4, 3, 0, 1],
  lectures: [4, 2, 0, 2],
  users: [6, 3, 0, 3],
  enrollments: [4, 3, 0, 1],
  progress: [4, 3, 0, 1],
  payments: [5, 1, 0, 4],
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()

test.group('node ace theta:import', (group) => {
  let older: Awaited<ReturnType<typeof anOlderSystem>>

  group.setup(async () => {
    older = await anOlderSystem()
    return older.close
  })
  group.each.setup(emptyStores)

  test('imports everything with its ids, and everyone can sign in as before', async ({
    assert,
    client,
  }) => {
    const report = await imported(older.uri, '--prices-as-amounts')
    assert.deepEqual(numbers(report), { ...FIRST, payments: [5, 2, 0, 3] })
    assert.deepEqual(report.ignored, ['sessions'])

    const signedIn = await client
      .post('/api/user/login')
      .json({ email: 'asha@theta.example', password: OLDER_PASSWORD })
    signedIn.assertStatus(200)
    const asha = signedIn.body().user
    assert.deepInclude(asha, { _id: String(user(1)), role: 'admin', mainrole: 'superadmin' })
    assert.sameMembers(asha.subscription, [course(1), course(2)].map(String))

    const liam = await client
      .post('/api/user/login')
      .json({ email: 'liam@theta.example', password: OLDER_PASSWORD })
    const { token } = liam.body()
    const response = await client.get(`/api/user/progress?course=${course(1)}`).headers({ token })
    response.assertStatus(200)
    const { courseProgressPercentage, completedLectures, progress: all } = response.body()
    assert.deepEqual([courseProgressPercentage, completedLectures], [100, 2])
    assert.equal(all[0]._id, String(progress(1)))

    const courses = await client.get('/api/course/all')
    const titles = courses.body().courses.map(({ title }: { title: string }) => title)
    assert.sameMembers(titles, ['Knots', 'Sails'])
    const knots = await CourseDocument.findById(course(1)).lean()
    assert.equal(knots?.image, 'uploads/00000000-0000-4000-8000-000000000001.png')
    const sails = await CourseDocument.findById(course(2)).lean()
    assert.equal(sails?.price, 799)
    const stars = await CourseDocument.findById(course(3)).lean()
    assert.equal(stars?.status, 'draft')

    const payments = await Payment.query().preload('order').orderBy('id')
    assert.deepEqual(idsOf(payments), [payment(1), payment(2)].map(String))
    assert.deepInclude(payments[0].serialize(), {
      userId: String(user(2)),
      courseId: String(course(1)),
      gatewayPaymentId: 'pay_1',
    })
    assert.deepEqual(
      payments.map(({ amountInPaise, order }) => [amountInPaise, order.courseTitle]),
      [
        [49_900, 'Knots'],
        [79_900, 'Sails'],
      ]
    )
  })

  test('reports for each document what could not be read', async ({ assert }) => {
    const { remarks } = await imported(older.uri)
    const about = (id: unknown) =>
      remarks.filter((remark) => remark.id === String(id)).map(({ sentence }) => sentence)
    assert.match(about(user(3))[0], new RegExp(`e-mail is that of ${user(1)}`))
    assert.match(about(user(4)).join(' '), /password .*reset it.*role owner is unknown/)
    assert.match(about(user(5))[0], /no valid e-mail/)
    assert.match(about('kavya')[0], /id/)
    assert.match(about(user(2))[0], new RegExp(`course ${course(9)} does not exist`))
    assert.match(about(course(2)).join(' '), /time x can’t be read/)
    assert.match(about(course(3)).join(' '), /price.*draft.*cover uploads\/cover\.svg/)
    assert.match(about(course(4))[0], /no title/)
    assert.match(about(lecture(3))[0], /course .* does not exist/)
    assert.match(about(lecture(4))[0], /no video/)
    assert.match(about(progress(1))[0], /2 of its lectures are not in its course/)
    assert.match(about(progress(2))[0], new RegExp(`merged with ${progress(1)}`))
    assert.match(about(progress(3))[0], /learner .* does not exist/)
    assert.match(about(payment(1)).join(' '), /within seconds.*no amount/)
    assert.match(about(payment(3))[0], /has no learner/)
    assert.match(about(payment(4))[0], /already exists/)
    assert.match(about(payment(5))[0], /no Razorpay ids/)
  })

  test('reports the same in a dry run, and writes nothing', async ({ assert }) => {
    const report = await imported(older.dumped, '--dry-run')
    assert.deepEqual(numbers(report), FIRST)
    for (const model of [User, Enrollment, Order, Payment]) assert.lengthOf(await model.all(), 0)
    for (const model of [CourseDocument, LectureDocument, ProgressDocument])
      assert.equal(await model.countDocuments(), 0)
    const { remarks } = await imported(older.dumped)
    assert.deepEqual(remarks, report.remarks)
  })

  test('changes nothing when it runs again, and keeps later changes', async ({ assert }) => {
    await imported(older.archive)
    await User.query()
      .where('id', String(user(2)))
      .update({ name: 'Liam the Second' })
    await CourseDocument.updateOne({ _id: course(1) }, { title: 'Knots and bends' })

    const again = await imported(older.archive)
    assert.deepEqual(numbers(again), {
      courses: [4, 0, 3, 1],
      lectures: [4, 0, 2, 2],
      users: [6, 0, 3, 3],
      enrollments: [4, 0, 3, 1],
      progress: [4, 0, 3, 1],
      payments: [5, 0, 1, 4],
    })
    const liam = await User.findOrFail(String(user(2)))
    assert.equal(liam.name, 'Liam the Second')
    const knots = await CourseDocument.findById(course(1)).lean()
    assert.equal(knots?.title, 'Knots and bends')
    const kept = await ProgressDocument.findById(progress(1)).lean()
    assert.lengthOf(kept!.completedLectures, 2)
  })

  test('prints a readable report, and refuses an invalid source in one sentence', async ({
    assert,
  }) => {
    const { code, stdout } = await ace(['theta:import', '-', '--dry-run'], `${older.uri}\n`)
    assert.equal(code, 0)
    assert.include(stdout, `✖ lectures ${lecture(4)}: It has no video.`)
    assert.include(stdout, 'Not imported: the collections sessions.')
    assert.include(stdout, 'Nothing was written')

    for (const [source, sentence] of [
      [join(older.folder, 'nowhere'), /^No such file or folder/],
      [join(older.folder, 'server'), /does not contain a dump/],
      [
        'mongodb://theta:very-secret@127.0.0.1:9/older?serverSelectionTimeoutMS=100',
        /not responding/,
      ],
    ] as const) {
      const refused = await ace(['theta:import', source])
      assert.equal(refused.code, 1)
      assert.match(refused.stderr, sentence)
      assert.notInclude(refused.stderr, 'very-secret')
    }
  }).timeout(20_000)
})
