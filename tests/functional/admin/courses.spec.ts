import { test } from '@japa/runner'
import AuditEntry from '#app/platform/audit/audit_entry'
import CourseDocument, { type Course } from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { aLearner, anAdministrator, enroll } from '#tests/helpers/people'
import { queriesOf } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const anAdministratorsVisitor = async () => aVisitorSignedInAs(await anAdministrator())

test.group('The list of courses', (group) => {
  group.each.setup(emptyStores)

  test('explains how to start when it is empty', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const { html } = await visitor.get('/admin/courses')
    assert.include(html, 'No courses yet')
    assert.include(html, 'href="/admin/courses/new"')
  })

  test('searches, filters and sorts, and keeps the query in the address', async ({ assert }) => {
    await aCourse({ title: 'Knots', category: 'Sailing', createdBy: 'Asha', price: 5 })
    await aCourse({ title: 'Sails', category: 'Sailing', createdBy: 'Ben', price: 1 })
    await aCourse({ title: 'Types', category: 'Code', createdBy: 'Ben', status: 'draft', price: 3 })
    const visitor = await anAdministratorsVisitor()
    const titlesAt = async (query: string) => {
      const { html } = await visitor.get(`/admin/courses?${query}`)
      return [...html.matchAll(/row-link[^>]*>\s*<bdi>(\w+)/g)].map(([, title]) => title)
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

  test('publishes and unpublishes the selected courses, visibly in the API', async ({
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
      assert.match(html, /2 courses (un)?published\./)
      const list = await client.get('/api/course/all')
      assert.lengthOf(list.body().courses, seen)
    }
    const entries = await AuditEntry.query().whereIn('targetId', ids).where('outcome', 'done')
    assert.lengthOf(entries, 4)
    assert.isTrue(entries.every(({ channel }) => channel === 'dashboard'))
  })

  test('publishes a hundred courses with no more queries than ten, and undoes it', async ({
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

  test('deletes the selected courses only after asking, and lists what is deleted with them', async ({
    assert,
  }) => {
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
    assert.match(page.html, /Access and progress of\s+1\s+enrolled learner/)
    assert.include(page.html, '(files used by other courses are kept)')

    const wrong = await visitor.postForm(
      '/admin/courses/delete',
      { typed: 'Knots' },
      { 'ids[]': ids }
    )
    const again = await visitor.follow(wrong)
    assert.include(again.html, 'That doesn’t match the phrase.')
    assert.equal(await CourseDocument.countDocuments(), 2)
    await visitor.postForm('/admin/courses/delete', { typed: '2 courses' }, { 'ids[]': ids })
    assert.equal(await CourseDocument.countDocuments(), 0)
    assert.equal(await LectureDocument.countDocuments(), 0)
  })

  test('shows an error about the title next to it, in the confirmation dialog', async ({
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
    assert.match(
      html,
      /<dialog\s+id="delete-course"[^>]*\sopen[\s\S]*That doesn’t match the course title/
    )
  })
})
