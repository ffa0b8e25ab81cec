import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import type User from '#app/accounts/models/user'
import AuditEntry from '#app/platform/audit/audit_entry'
import CourseDocument, { type Course } from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import { actionsAbout } from '#tests/helpers/audit'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { aCoverFile, storedFiles } from '#tests/helpers/files'
import { mails, newestMailTo } from '#tests/helpers/mailbox'
import { aPaymentOf, anOrder } from '#tests/helpers/payments'
import { aLearner, anAdministrator, enroll, tokenOf } from '#tests/helpers/people'
import { queriesDuring, queriesOf } from '#tests/helpers/queries'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const HOSTILE = '<script>alert(1)</script>"\'&'
const ESCAPED = '&lt;script&gt;alert(1)'

const FIELDS = {
  title: 'Knots that hold',
  description: 'Rope, **knots** and friction.',
  category: 'Sailing',
  createdBy: 'Asha Rao',
  price: '1499',
  duration: '6',
  status: 'draft',
}

const anAdministratorsVisitor = async () => aVisitorSignedInAs(await anAdministrator())

async function aCover() {
  const contents = await aCoverFile()
  return new File([new Uint8Array(contents)], 'cover.webp', { type: 'image/webp' })
}

/** Sends a form with a file from a page, as browsers do without scripts. */
async function sendForm(
  visitor: Visitor,
  page: string,
  action: string,
  fields: Record<string, string | File>
) {
  await visitor.get(page)
  return visitor.postForm(action, fields)
}

test.group('The list of courses', (group) => {
  group.each.setup(emptyStores)

  test('says what to do when there is none', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const { html } = await visitor.get('/admin/courses')
    assert.include(html, 'No courses yet')
    assert.include(html, 'href="/admin/courses/new"')
  })

  test('searches, filters and sorts; the address says how', async ({ assert }) => {
    await aCourse({ title: 'Knots', category: 'Sailing', createdBy: 'Asha', price: 5 })
    await aCourse({ title: 'Sails', category: 'Sailing', createdBy: 'Ben', price: 1 })
    await aCourse({ title: 'Types', category: 'Code', createdBy: 'Ben', status: 'draft', price: 3 })
    const visitor = await anAdministratorsVisitor()
    const titlesAt = async (query: string) => {
      const { html } = await visitor.get(`/admin/courses?${query}`)
      return [...html.matchAll(/row-link[^>]*>\s*(\w+)/g)].map(([, title]) => title)
    }
    assert.deepEqual(await titlesAt(''), ['Types', 'Sails', 'Knots'])
    assert.deepEqual(await titlesAt('search=KNO'), ['Knots'])
    assert.deepEqual(await titlesAt('search=sailing+ben'), ['Sails'])
    assert.deepEqual(await titlesAt('status=draft'), ['Types'])
    const sails = await CourseDocument.findOne({ title: 'Sails' }).lean<Course>()
    await aLecture(sails!)
    assert.deepEqual(await titlesAt('status=empty'), ['Types', 'Knots'])
    assert.deepEqual(await titlesAt('status=published&category=Sailing&instructor='), [
      'Sails',
      'Knots',
    ])
    assert.deepEqual(await titlesAt('sort=price'), ['Sails', 'Types', 'Knots'])
    assert.deepEqual(await titlesAt('sort=-title&instructor=Ben'), ['Types', 'Sails'])
    assert.deepEqual(await titlesAt('search=nothing'), [])
    const wrong = await visitor.get('/admin/courses?page=x')
    assert.equal(wrong.status, 422)
  })

  test('publishes and unpublishes all that were chosen, and the API follows', async ({
    assert,
    client,
  }) => {
    const courses = [await aCourse({ status: 'draft' }), await aCourse({ status: 'draft' })]
    const ids = courses.map(({ _id }) => String(_id))
    const visitor = await anAdministratorsVisitor()
    for (const [change, seen] of [['publish', 2] as const, ['unpublish', 0] as const]) {
      await visitor.get('/admin/courses')
      const answer = await visitor.postForm('/admin/courses/change', { change }, { 'ids[]': ids })
      const { html } = await visitor.follow(answer)
      assert.include(html, '2 courses are')
      const list = await client.get('/api/course/all')
      assert.lengthOf(list.body().courses, seen)
    }
    const entries = await AuditEntry.query().whereIn('thingId', ids).where('outcome', 'done')
    assert.lengthOf(entries, 4)
    assert.isTrue(entries.every(({ channel }) => channel === 'dashboard'))
  })

  test('publishes a hundred by no more queries than ten, and that is undone', async ({
    assert,
  }) => {
    const publish = async (number: number) => {
      const courses = await Promise.all(
        Array.from({ length: number }, () => aCourse({ status: 'draft' }))
      )
      const ids = courses.map(({ _id }) => String(_id))
      const visitor = await anAdministratorsVisitor()
      await visitor.get('/admin/courses')
      let answer: Awaited<ReturnType<typeof visitor.postForm>>
      const queries = await queriesOf(async () => {
        const change = { change: 'publish' }
        answer = await visitor.postForm('/admin/courses/change', change, { 'ids[]': ids })
      })
      const { html } = await visitor.follow(answer!)
      assert.equal(await CourseDocument.countDocuments({ _id: ids, status: 'published' }), number)
      const undone = [...html.matchAll(/name="ids\[\]" value="([0-9a-f]{24})"/g)].map(
        ([, id]) => id
      )
      assert.sameMembers(undone, ids)
      const undo = { change: 'unpublish' }
      await visitor.postForm('/admin/courses/change', undo, { 'ids[]': undone })
      assert.equal(await CourseDocument.countDocuments({ _id: ids, status: 'draft' }), number)
      return queries
    }
    const few = await publish(10)
    assert.equal(await publish(100), few)
  })

  test('deletes what was chosen only after asking, with what goes with it', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots', price: 100 })
    await aLecture(course)
    await aLecture(course)
    const other = await aCourse({ title: 'Sails' })
    const ids = [course, other].map(({ _id }) => String(_id))
    await enroll(await aLearner(), course)
    const visitor = await anAdministratorsVisitor()
    await visitor.get('/admin/courses')
    const chosen = await visitor.postForm(
      '/admin/courses/change',
      { change: 'delete' },
      { 'ids[]': ids }
    )
    const page = await visitor.follow(chosen)
    assert.match(page.html, /2 lectures/)
    assert.match(page.html, /3\s+files/)
    assert.match(page.html, /1\s+enrolled learner/)

    const wrong = await visitor.postForm(
      '/admin/courses/delete',
      { typed: 'Knots' },
      { 'ids[]': ids }
    )
    const again = await visitor.follow(wrong)
    assert.include(again.html, 'Nothing is deleted yet')
    assert.equal(await CourseDocument.countDocuments(), 2)
    await visitor.postForm('/admin/courses/delete', { typed: '2 courses' }, { 'ids[]': ids })
    assert.equal(await CourseDocument.countDocuments(), 0)
    assert.equal(await LectureDocument.countDocuments(), 0)
  })

  test('says beside the title what is wrong with it, in the question that asked', async ({
    assert,
  }) => {
    const course = await aCourse({ title: 'Knots' })
    const visitor = await anAdministratorsVisitor()
    const path = `/admin/courses/${course._id}/settings`
    await visitor.get(path)
    const fields = { typed: 'Kn', dialog: 'delete-course' }
    const wrong = await visitor.postForm('/admin/courses/delete', fields, {
      'ids[]': [String(course._id)],
    })
    assert.equal(wrong.location, path)
    const { html } = await visitor.follow(wrong)
    assert.match(html, /<dialog\s+id="delete-course"[^>]*\sopen[\s\S]*Nothing is deleted yet/)
  })

  test('shows stored text as text', async ({ assert }) => {
    const course = await aCourse({
      title: HOSTILE,
      description: HOSTILE,
      category: HOSTILE,
      createdBy: HOSTILE,
    })
    const lecture = await aLecture(course, { title: HOSTILE, description: HOSTILE })
    const learner = await aLearner({ name: HOSTILE })
    await enroll(learner, course)
    const visitor = await anAdministratorsVisitor()
    const path = `/admin/courses/${course._id}`
    for (const page of [
      '/admin/courses',
      path,
      `${path}/learners`,
      `${path}/sales`,
      `${path}/settings`,
      `${path}/preview`,
      `/admin/courses/delete?ids[]=${course._id}`,
      `/admin/lectures/${lecture._id}`,
    ]) {
      const { html, status } = await visitor.get(page)
      assert.equal(status, 200, page)
      assert.include(html, ESCAPED, page)
      const at = html.indexOf('<script>alert(1)')
      assert.equal(html.slice(at - 120, at + 80), '', page)
    }
  })

  for (const rows of [10, 500]) {
    test(`asks at most 12 queries a page with ${rows} rows`, async ({ assert }) => {
      const course = await aCourse()
      await CourseDocument.insertMany(manyCourses(rows))
      await LectureDocument.insertMany(manyLectures(course, rows))
      const visitor = await anAdministratorsVisitor()
      const path = `/admin/courses/${course._id}`
      await visitor.get('/admin/courses')
      for (const page of [
        '/admin/courses',
        '/admin/courses?search=course&sort=title&page=2',
        path,
        `${path}/learners`,
        `${path}/sales`,
        `${path}/settings`,
        `${path}/preview`,
      ]) {
        let status = 0
        const queries = await queriesDuring(async () => {
          const answer = await visitor.get(page)
          status = answer.status
        })
        assert.equal(status, 200, page)
        assert.isAtMost(queries.length, 12, page)
        assert.isAbove(queries.length, 1, page)
      }
    }).timeout(120_000)
  }
})

function manyCourses(rows: number) {
  return Array.from({ length: rows }, (_, number) => ({
    title: `Course ${number}`,
    description: 'Text',
    image: 'uploads/none.png',
    price: 1,
    duration: 1,
    category: `Category ${number % 7}`,
    createdBy: 'Asha',
  }))
}

function manyLectures(course: Course, rows: number) {
  return Array.from({ length: rows }, (_, number) => ({
    title: `Lecture ${number}`,
    description: 'Text',
    video: 'uploads/none.mp4',
    course: course._id,
    position: number,
  }))
}

test.group('A course’s form', (group) => {
  group.each.setup(emptyStores)

  test('makes a draft with its cover', async ({ assert, client }) => {
    const visitor = await anAdministratorsVisitor()
    const made = await sendForm(visitor, '/admin/courses/new', '/admin/courses', {
      ...FIELDS,
      file: await aCover(),
    })
    assert.equal(made.status, 303)
    assert.match(made.location!, /^\/admin\/courses\/[0-9a-f]{24}$/)
    assert.lengthOf(await storedFiles(), 1)
    const [entry] = await AuditEntry.query().where('action', 'course.created').orderBy('id', 'desc')
    assert.equal(entry.thingLabel, FIELDS.title)
    const list = await client.get('/api/course/all')
    assert.isEmpty(list.body().courses)
  })

  test('says beside the fields what is wrong, keeps what was typed, and stores nothing', async ({
    assert,
  }) => {
    const visitor = await anAdministratorsVisitor()
    const refused = await sendForm(visitor, '/admin/courses/new', '/admin/courses', {
      ...FIELDS,
      price: '1.5',
      file: await aCover(),
    })
    const { html } = await visitor.follow(refused)
    assert.match(html, /id="field-price"[^>]*aria-invalid="true"/)
    assert.include(html, 'value="Knots that hold"')
    assert.include(html, 'Rope, **knots** and friction.')
    assert.isEmpty(await storedFiles())

    const noPicture = await sendForm(visitor, '/admin/courses/new', '/admin/courses', {
      ...FIELDS,
      file: new File(['no picture'], 'cover.png', { type: 'image/png' }),
    })
    const page = await visitor.follow(noPicture)
    assert.include(page.html, 'A cover must be a PNG')
    assert.include(page.html, 'value="Knots that hold"')
    const none = await sendForm(visitor, '/admin/courses/new', '/admin/courses', FIELDS)
    const noneAtAll = await visitor.follow(none)
    assert.include(noneAtAll.html, 'Choose a file.')
    assert.equal(await CourseDocument.countDocuments(), 0)

    const rest = { ...FIELDS, title: '', price: '1e3', duration: '5000', category: 'x'.repeat(101) }
    const empty = await sendForm(visitor, '/admin/courses/new', '/admin/courses', rest)
    const { html: words } = await visitor.follow(empty)
    const said = (name: string) =>
      new RegExp(`id="field-${name}-error"[\\s\\S]*?</svg>\\s*([^<]+?)\\s*</p>`).exec(words)?.[1]
    assert.equal(said('title'), 'Fill this in.')
    assert.equal(said('price'), 'A whole number, in digits alone.')
    assert.equal(said('duration'), 'From 0 to 1,000.')
    assert.equal(said('category'), 'At most 100 characters.')
  })

  test('keeps what was typed over a lost session', async ({ assert }) => {
    const administrator = await anAdministrator()
    const visitor = await aVisitorSignedInAs(administrator)
    await visitor.get('/admin/courses/new')
    visitor.cookies.delete('theta_dashboard')
    const lost = await visitor.postForm('/admin/courses', { ...FIELDS, file: await aCover() })
    assert.equal(lost.location, '/admin/sign-in')
    const back = await visitor.signIn(administrator)
    assert.equal(back.location, '/admin/courses/new')
    const { html } = await visitor.follow(back)
    assert.include(html, 'value="Knots that hold"')
  })

  test('saves, and replaces the cover', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const made = await sendForm(visitor, '/admin/courses/new', '/admin/courses', {
      ...FIELDS,
      file: await aCover(),
    })
    const path = `${made.location}/settings`
    const [before] = await storedFiles()
    const saved = await sendForm(visitor, path, path, {
      ...FIELDS,
      title: 'Knots, again',
      edits: '0',
      file: await aCover(),
    })
    const { html } = await visitor.follow(saved)
    assert.include(html, 'The course is saved')
    const [after, ...others] = await storedFiles()
    assert.isEmpty(others)
    assert.notEqual(after, before)
    const course = await CourseDocument.findOne()
    assert.equal(course!.title, 'Knots, again')
    assert.equal(course!.image, after)
  })

  test('shows both versions of a stale edit, and saves over it when told again', async ({
    assert,
  }) => {
    const course = await aCourse({ title: 'Knots' })
    const path = `/admin/courses/${course._id}/settings`
    const visitor = await anAdministratorsVisitor()
    const save = (title: string, edits: string) =>
      sendForm(visitor, path, path, { ...FIELDS, title, edits })
    await save('Someone else’s', '0')

    const stale = await save('Mine', '0')
    const { html } = await visitor.follow(stale)
    assert.include(html, 'Someone else has saved')
    assert.match(html, /Saved now[\s\S]*Someone else’s[\s\S]*What you typed[\s\S]*Mine/)
    assert.include(html, 'value="Mine"')
    assert.include(html, 'name="edits" value="1"')
    await save('Mine', '1')
    const saved = await CourseDocument.findById(course._id)
    assert.equal(saved!.title, 'Mine')
  })

  test('previews a description without running anything in it', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    await visitor.get('/admin/courses/new')
    const { html } = await visitor.post('/admin/courses/description', {
      description: `**bold** <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://e.x/y)`,
    })
    assert.include(html, '<strong>bold</strong>')
    assert.notMatch(html, /<img|href="javascript/)
  })
})

test.group('A course’s page', (group) => {
  group.each.setup(emptyStores)

  test('shows learners with their progress, and what was paid', async ({ assert, client }) => {
    const course = await aCourse({ price: 499 })
    const lecture = await aLecture(course)
    await aLecture(course)
    const learner = await aLearner({ name: 'Bela Bose' })
    const headers = await tokenOf(learner)
    const payment = aPaymentOf(await anOrder(learner, course))
    await client.post(`/api/verification/${course._id}`).json(payment).headers(headers)
    await client
      .post('/api/user/progress')
      .qs({ course: String(course._id), lectureId: String(lecture._id) })
      .headers(headers)

    const visitor = await anAdministratorsVisitor()
    const path = `/admin/courses/${course._id}`
    const learners = await visitor.get(`${path}/learners`)
    assert.include(learners.html, 'Bela Bose')
    assert.match(learners.html, /1\s+of\s+2/)
    assert.include(learners.html, `/admin/people/${learner.id}`)
    const sales = await visitor.get(`${path}/sales`)
    assert.include(sales.html, payment.razorpay_payment_id)
    assert.match(sales.html, /Revenue[\s\S]*₹499/)
    const settings = await visitor.get(`${path}/settings`)
    assert.include(settings.html, '1 paid order stays')
  })

  test('resends a learner the mail about the course', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots & <b>ropes</b>' })
    const learner = await aLearner({ name: 'Bela Bose' })
    await enroll(learner, course)
    const visitor = await anAdministratorsVisitor()
    const path = `/admin/courses/${course._id}/learners`
    const { html } = await visitor.get(path)
    const action = `/admin/people/${learner.id}/courses/${course._id}/mail`
    assert.include(html, `action="${action}"`)

    const sent = await visitor.post(action)
    assert.include(sent.location, path)
    const page = await visitor.follow(sent)
    assert.include(page.html, `on its way to ${learner.email}`)
    const mail = await newestMailTo(learner.email)
    assert.include(mail, 'Subject: Your course: Knots & <b>ropes</b>')
    assert.include(mail, 'http://localhost:5173')
    assert.include(mail, '&lt;b&gt;ropes')
    assert.deepEqual(await actionsAbout(learner.id), ['enrollment.mail_resent'])
  })

  test('mails nobody who is blocked, or whose course it is no longer', async ({ assert }) => {
    const course = await aCourse()
    const blocked = await aLearner({ blockedAt: DateTime.utc() })
    const stranger = await aLearner()
    const revoked = await aLearner()
    for (const person of [blocked, revoked]) await enroll(person, course)
    const visitor = await anAdministratorsVisitor()
    const ask = async ({ id }: User) => {
      await visitor.get(`/admin/courses/${course._id}/learners`)
      const answer = await visitor.post(`/admin/people/${id}/courses/${course._id}/mail`)
      return visitor.follow(answer)
    }
    const refusals = [await ask(blocked), await ask(stranger)]
    assert.include(refusals[0].html, 'lift the block first')
    assert.include(refusals[1].html, 'not enrolled in this course')
    await ask(revoked)
    await visitor.post(`/admin/people/${revoked.id}/courses/${course._id}/revoke`)
    await workOutbox()
    assert.isEmpty(await mails())
    assert.isEmpty(await actionsAbout(blocked.id))
  })

  test('revokes the course of a learner, and the API follows', async ({ assert, client }) => {
    const course = await aCourse()
    const lecture = await aLecture(course)
    const learner = await aLearner()
    await enroll(learner, course)
    const visitor = await anAdministratorsVisitor()
    const path = `/admin/courses/${course._id}/learners`
    const { html } = await visitor.get(path)
    assert.include(html, 'Payments and progress are kept')

    const revoked = await visitor.post(`/admin/people/${learner.id}/courses/${course._id}/revoke`)

    const page = await visitor.follow(revoked)
    assert.include(page.html, 'No learners yet')
    const watched = await client.get(`/api/lecture/${lecture._id}`).headers(await tokenOf(learner))
    watched.assertStatus(403)
    assert.deepEqual(await actionsAbout(learner.id), ['enrollment.revoked'])
  })

  test('duplicates with lectures', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots' })
    await aLecture(course)
    const visitor = await anAdministratorsVisitor()
    await visitor.get(`/admin/courses/${course._id}/settings`)
    const answer = await visitor.post(`/admin/courses/${course._id}/duplicate`)
    const { html } = await visitor.follow(answer)
    assert.include(html, 'value="Knots (copy)"')
    assert.equal(await LectureDocument.countDocuments(), 2)
  })

  test('is not found when there is no such course', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    for (const tab of ['', '/learners', '/sales', '/settings', '/preview']) {
      const { status } = await visitor.get(`/admin/courses/65a0c0de0001000000009999${tab}`)
      assert.equal(status, 404, tab)
    }
  })
})
