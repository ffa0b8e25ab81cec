import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import Enrollment from '#app/accounts/models/enrollment'
import User from '#app/accounts/models/user'
import { newId } from '#app/platform/ids'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { aLearner, anAdministrator, enroll } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

async function manyPeople(number: number, courses: string[] = []) {
  const people = Array.from({ length: number }, (_, index) => ({
    id: newId(),
    name: `Person ${index}`,
    email: `person-${newId()}@theta.example`,
    password: 'none',
    role: 'user' as const,
    mainrole: 'user' as const,
  }))
  await User.createMany(people)
  await Enrollment.createMany(
    people.flatMap(({ id }) => courses.map((courseId) => ({ userId: id, courseId })))
  )
}

test.group('Exports of people', (group) => {
  group.each.setup(emptyStores)

  test('contain everyone who fits the filters, in batches', async ({ assert }) => {
    await manyPeople(1_100)
    const joined = DateTime.fromISO('2026-03-01T20:00:00Z')
    const asha = await aLearner({ name: '=Asha', blockedAt: joined, createdAt: joined })
    await enroll(asha, await aCourse())
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    visitor.cookies.set('theta_zone', 'Asia/Kolkata')

    const all = await visitor.get('/admin/people/export?role=learner')
    assert.match(all.headers.get('content-disposition')!, /theta-people\.csv/)
    assert.lengthOf(new Set(all.html.match(/person-\w+@theta/g)), 1_100)
    const { html } = await visitor.get('/admin/people/export?state=blocked')
    const [head, ...rows] = html.trim().split('\r\n')
    assert.include(head, 'Name,Email,Role,Status,Courses,Joined at (Asia/Kolkata)')
    assert.deepEqual(rows, [
      `'=Asha,${asha.email},learner,blocked,1,2026-03-02 01:30:00,${asha.id}`,
    ])
  })

  test('contain every learner of a course with the progress', async ({ assert }) => {
    const course = await aCourse()
    await aLecture(course)
    await manyPeople(30, [course._id.toHexString()])
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get(`/admin/courses/${course._id}/learners`)
    const path = `/admin/courses/${course._id}/learners/export`
    assert.include(html, `href="${path}"`)

    const { html: csv } = await visitor.get(path)

    const [head, ...rows] = csv.trim().split('\r\n')
    assert.include(head, 'Name,Email,Completed lectures,Lectures')
    assert.lengthOf(new Set(rows), 30)
    assert.match(rows[0], /^Person \d+,person-\w+@theta\.example,0,1,,\d{4}-/)
    const { status } = await visitor.get(`/admin/courses/${newId()}/learners/export`)
    assert.equal(status, 404)
  })
})
