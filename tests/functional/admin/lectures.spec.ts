import { test } from '@japa/runner'
import AuditEntry from '#app/platform/audit/audit_entry'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { anMp4 } from '#tests/helpers/media'
import { aLearner, anAdministrator, enroll, tokenOf } from '#tests/helpers/people'
import { queriesOf } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const anAdministratorsVisitor = async () => aVisitorSignedInAs(await anAdministrator())

const savedOf = (lecture: Lecture) => LectureDocument.findById(lecture._id).lean<Lecture>()

test.group('A stale edit of a lecture', (group) => {
  group.each.setup(emptyStores)

  test('shows both versions, and is saved on confirmation', async ({ assert }) => {
    const lecture = await aLecture(await aCourse(), { title: 'Knots', description: 'Old' })
    const path = `/admin/lectures/${lecture._id}`
    const visitor = await anAdministratorsVisitor()
    const save = async (title: string, edits: string) => {
      await visitor.get(path)
      return visitor.post(path, { title, description: 'About\r\nrope', edits })
    }
    await save('Someone else’s', '0')

    const stale = await save('Mine <b>', '0')
    const { html } = await visitor.follow(stale)
    assert.match(html, /Someone else saved this\s+lecture/)
    assert.match(
      html,
      /Title[\s\S]*Saved version[\s\S]*Someone else’s[\s\S]*Your version[\s\S]*Mine &lt;b&gt;/
    )
    assert.lengthOf(html.match(/Saved version/g)!, 1)
    assert.include(html, 'value="Mine &lt;b&gt;"')
    assert.include(html, 'name="edits" value="1"')
    const theirs = await savedOf(lecture)
    assert.equal(theirs!.title, 'Someone else’s')

    await save('Mine <b>', '1')
    const mine = await savedOf(lecture)
    assert.equal(mine!.title, 'Mine <b>')
  })

  test('leads from the list of lectures to both versions', async ({ assert }) => {
    const course = await aCourse()
    const lecture = await aLecture(course, { title: 'Knots', edits: 3 })
    const visitor = await anAdministratorsVisitor()
    await visitor.get(`/admin/courses/${course._id}`)

    const renamed = await visitor.post(`/admin/lectures/${lecture._id}`, {
      title: 'Bends',
      edits: '2',
    })

    const { html } = await visitor.follow(renamed)
    assert.match(html, /Saved version[\s\S]*Knots[\s\S]*Your version[\s\S]*Bends/)
    assert.include(html, 'value="Bends"')
  })

  test('is reported to one of two people who save at once', async ({ assert }) => {
    const lecture = await aLecture(await aCourse())
    const path = `/admin/lectures/${lecture._id}`
    const visitors = [await anAdministratorsVisitor(), await anAdministratorsVisitor()]
    for (const visitor of visitors) await visitor.get(path)

    const answers = await Promise.all(
      visitors.map((visitor, index) => visitor.post(path, { title: `By ${index}`, edits: '0' }))
    )
    const pages = await Promise.all(visitors.map((visitor, i) => visitor.follow(answers[i])))

    const told = pages.map(({ html }) => html.includes('Someone else saved'))
    assert.sameMembers(told, [true, false])
    const saved = await savedOf(lecture)
    assert.equal(saved!.title, `By ${told.indexOf(false)}`)
  })
})

test.group('Publishing all lectures of a course', (group) => {
  group.each.setup(emptyStores)

  test('skips deleted lectures, and records each change', async ({ assert, client }) => {
    const course = await aCourse()
    const waiting = [
      await aLecture(course, { status: 'unpublished' }),
      await aLecture(course, { status: 'unpublished', edits: 4 }),
    ]
    const shown = await aLecture(course)
    const deleted = await aLecture(course, { status: 'unpublished', deletion: 'x' })
    const elsewhere = await aLecture(await aCourse(), { status: 'unpublished' })
    const visitor = await anAdministratorsVisitor()
    await visitor.get(`/admin/courses/${course._id}`)

    const answer = await visitor.post(`/admin/courses/${course._id}/lectures/publish`)

    const { html } = await visitor.follow(answer)
    assert.include(html, '2 lectures published.')
    const published = [await savedOf(waiting[0]), await savedOf(waiting[1])]
    assert.deepEqual(
      published.map((lecture) => [lecture!.status, lecture!.edits]),
      [
        ['published', 1],
        ['published', 5],
      ]
    )
    for (const other of [deleted, elsewhere]) {
      const saved = await savedOf(other)
      assert.equal(saved!.status, 'unpublished')
    }
    for (const lecture of waiting) {
      const entries = await AuditEntry.query().where('targetId', String(lecture._id)).orderBy('id')
      assert.deepEqual(
        entries.map(({ action, outcome }) => [action, outcome]),
        [
          ['lecture.updated', 'intended'],
          ['lecture.updated', 'done'],
        ]
      )
      assert.equal(entries[1].intentId, entries[0].id)
      assert.deepEqual(entries[1].after, { status: 'published' })
      assert.equal(entries[1].channel, 'dashboard')
    }
    assert.isEmpty(await AuditEntry.query().where('targetId', String(shown._id)))

    const learner = await aLearner()
    await enroll(learner, course)
    const seen = await client.get(`/api/lectures/${course._id}`).headers(await tokenOf(learner))
    assert.sameMembers(
      seen.body().lectures.map(({ _id }: { _id: string }) => _id),
      [...waiting, shown].map(({ _id }) => String(_id))
    )
  })

  test('makes no more queries for 500 lectures than for 10', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const queriesFor = async (count: number) => {
      const course = await aCourse()
      await LectureDocument.insertMany(
        Array.from({ length: count }, (_, index) => ({
          title: `Lecture ${index}`,
          description: 'About',
          video: `uploads/00000000-0000-4000-8000-${String(index).padStart(12, '0')}.mp4`,
          course: course._id,
          position: index + 1,
          status: 'unpublished',
        }))
      )
      const path = `/admin/courses/${course._id}`
      await visitor.get(path)
      const publishing = await queriesOf(() => visitor.post(`${path}/lectures/publish`))
      const [last] = await LectureDocument.find({ course: course._id }).sort({ _id: -1 }).lean()
      const editing = await queriesOf(() => visitor.get(`/admin/lectures/${last._id}`))
      return { publishing, editing }
    }
    const few = await queriesFor(10)
    const many = await queriesFor(500)
    assert.deepEqual(many, few)
    assert.isAtMost(few.editing, 12)
    assert.isAbove(few.editing, 2)
    assert.equal(await LectureDocument.countDocuments({ status: 'unpublished' }), 0)
  })
})

test.group('Publishing one lecture, or making it free', (group) => {
  group.each.setup(emptyStores)

  test('can be undone: {path}')
    .with([
      { path: 'status', name: 'status', set: 'published', undo: 'unpublished' },
      { path: 'free-preview', name: 'isFreePreview', set: 'true', undo: 'false' },
    ])
    .run(async ({ assert }, { path, name, set, undo }) => {
      const lecture = await aLecture(await aCourse(), { status: 'unpublished' })
      const before = await savedOf(lecture)
      const visitor = await anAdministratorsVisitor()
      await visitor.get(`/admin/courses/${lecture.course.toHexString()}`)
      const action = `/admin/lectures/${lecture._id}/${path}`

      const answer = await visitor.post(action, { [name]: set })

      const { html } = await visitor.follow(answer)
      const toast = html.slice(html.indexOf('data-toast'))
      assert.include(toast, `action="${action}"`)
      assert.include(toast, `name="${name}" value="${undo}"`)
      await visitor.post(action, { [name]: undo })
      const after = await savedOf(lecture)
      assert.equal(after!.status, before!.status)
      assert.equal(Boolean(after!.isFreePreview), false)
    })
})

test.group('The description of a renamed lecture', (group) => {
  group.each.setup(emptyStores)

  for (const { description, sent, then } of [
    { description: '01 knots', sent: undefined, then: 'Bowline' },
    { description: '01 knots', sent: '01 knots', then: 'Bowline' },
    { description: '01 knots', sent: 'Knots', then: 'Knots' },
    { description: 'About rope.', sent: undefined, then: 'About rope.' },
  ]) {
    test(`becomes “${then}” if it was “${description}” and the form sends ${sent ? `“${sent}”` : 'none'}`, async ({
      assert,
    }) => {
      const lecture = await aLecture(await aCourse(), { title: '01 knots', description })
      const visitor = await anAdministratorsVisitor()
      await visitor.get(`/admin/lectures/${lecture._id}`)
      await visitor.post(`/admin/lectures/${lecture._id}`, {
        title: 'Bowline',
        edits: '0',
        ...(sent && { description: sent }),
      })
      const saved = await savedOf(lecture)
      assert.include(saved!, { title: 'Bowline', description: then })
    })
  }
})

test.group('The page of a lecture', (group) => {
  group.each.setup(emptyStores)

  test('leads to the previous and the next lecture of the course', async ({ assert }) => {
    const course = await aCourse()
    const [first, second, third] = [
      await aLecture(course, { title: 'Knots' }),
      await aLecture(course, { title: 'Bends' }),
      await aLecture(course, { title: 'Hitches' }),
    ]
    await aLecture(await aCourse(), { title: 'Of another course' })
    const visitor = await anAdministratorsVisitor()
    const neighboursOf = async ({ _id }: Lecture) => {
      const { html } = await visitor.get(`/admin/lectures/${_id}`)
      return [...html.matchAll(/aria-label="(Previous|Next) lecture: ([^"]+)"/g)].map(
        ([, side, title]) => `${side} ${title}`
      )
    }

    assert.deepEqual(await neighboursOf(first), ['Next Bends'])
    assert.deepEqual(await neighboursOf(second), ['Previous Knots', 'Next Hitches'])
    assert.deepEqual(await neighboursOf(third), ['Previous Bends'])
  })

  test('publishes the lecture and stays on the page', async ({ assert }) => {
    const lecture = await aLecture(await aCourse(), { status: 'unpublished' })
    const path = `/admin/lectures/${lecture._id}`
    const visitor = await anAdministratorsVisitor()
    const { html } = await visitor.get(path)
    assert.match(html, /Unpublished[\s\S]*Publish lecture/)

    const { location } = await visitor.post(`${path}/status`, { status: 'published' })

    assert.equal(location, path)
    const saved = await savedOf(lecture)
    assert.equal(saved!.status, 'published')
  })

  test('forgets the name and length of media that is replaced by a form', async ({ assert }) => {
    const lecture = await aLecture(await aCourse(), { fileName: 'old.mp4', durationInSeconds: 60 })
    const visitor = await anAdministratorsVisitor()
    await visitor.get(`/admin/lectures/${lecture._id}`)
    const file = new File([new Uint8Array(anMp4())], 'new.mp4')

    await visitor.postForm(`/admin/lectures/${lecture._id}/media`, { file })

    const saved = await savedOf(lecture)
    assert.notEqual(saved!.video, lecture.video)
    assert.isNull(saved!.fileName)
    assert.isNull(saved!.durationInSeconds)
  })
})
