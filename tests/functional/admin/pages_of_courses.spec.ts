import { test } from '@japa/runner'
import CourseDocument, { type Course } from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { aLearner, anAdministrator, enroll } from '#tests/helpers/people'
import { queriesDuring } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const HOSTILE = '<script>alert(1)</script>"\'&'
const ESCAPED = '&lt;script&gt;alert(1)'

const anAdministratorsVisitor = async () => aVisitorSignedInAs(await anAdministrator())

test.group('The pages of a course', (group) => {
  group.each.setup(emptyStores)

  test('escapes stored text', async ({ assert }) => {
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

  test('leads from the learners to adding a person with access to the course', async ({
    assert,
  }) => {
    const course = await aCourse({ title: 'Knots that hold' })
    const visitor = await anAdministratorsVisitor()
    for (const hasLearners of [false, true]) {
      if (hasLearners) await enroll(await aLearner(), course)
      const { html } = await visitor.get(`/admin/courses/${course._id}/learners`)
      for (const what of ['add', 'import']) {
        const path = `/admin/people/${what}?course=${course._id}`
        assert.include(html, `href="${path}"`)
        const { html: form } = await visitor.get(path)
        assert.match(form, new RegExp(`value="${course._id}"\\s+selected`))
      }
    }
  })

  for (const rows of [10, 500]) {
    test(`makes at most 12 queries a page with ${rows} rows`, async ({ assert }) => {
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
