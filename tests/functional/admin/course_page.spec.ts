import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import type User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import { actionsAbout } from '#tests/helpers/audit'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { mails, newestMailTo } from '#tests/helpers/mailbox'
import { aPaymentOf, anOrder } from '#tests/helpers/payments'
import { aLearner, anAdministrator, enroll, tokenOf } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const anAdministratorsVisitor = async () => aVisitorSignedInAs(await anAdministrator())

test.group('A course’s page', (group) => {
  group.each.setup(emptyStores)

  test('shows learners with their progress and payments', async ({ assert, client }) => {
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
    assert.match(sales.html, /Net revenue[\s\S]*₹499/)
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
    assert.include(mail, 'Subject: Your access to Knots & <b>ropes</b>')
    assert.include(mail, 'http://localhost:5173')
    assert.include(mail, '&lt;b&gt;ropes')
    assert.deepEqual(await actionsAbout(learner.id), ['enrollment.mail_resent'])
  })

  test('mails nobody who is blocked or has lost the course', async ({ assert }) => {
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
    assert.include(refusals[0].html, 'unblock it first')
    assert.include(refusals[1].html, 'not enrolled in this course')
    await ask(revoked)
    await visitor.post(`/admin/people/${revoked.id}/courses/${course._id}/revoke`)
    await workOutbox()
    assert.isEmpty(await mails())
    assert.isEmpty(await actionsAbout(blocked.id))
  })

  test('revokes a learner’s course, visibly in the API', async ({ assert, client }) => {
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

  test('duplicates the course with its lectures', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots' })
    await aLecture(course)
    const visitor = await anAdministratorsVisitor()
    await visitor.get(`/admin/courses/${course._id}/settings`)
    const answer = await visitor.post(`/admin/courses/${course._id}/duplicate`)
    const { html } = await visitor.follow(answer)
    assert.include(html, 'value="Knots (copy)"')
    assert.equal(await LectureDocument.countDocuments(), 2)
  })

  test('answers 404 for an unknown course', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    for (const tab of ['', '/learners', '/sales', '/settings', '/preview']) {
      const { status } = await visitor.get(`/admin/courses/65a0c0de0001000000009999${tab}`)
      assert.equal(status, 404, tab)
    }
  })

  test('warns that a published course has nothing to watch', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots', status: 'draft' })
    const path = `/admin/courses/${course._id}`
    const visitor = await anAdministratorsVisitor()
    const publish = async () => {
      await CourseDocument.updateOne({ _id: course._id }, { status: 'draft' })
      await visitor.get(path)
      const { html } = await visitor.follow(
        await visitor.post(`${path}/status`, { status: 'published' })
      )
      return /<p[^>]*data-message>([^<]*)/.exec(html)?.[1]
    }
    assert.equal(await publish(), 'Course published. It has no lectures yet.')
    await aLecture(course, { status: 'unpublished' })
    assert.equal(await publish(), 'Course published, but its lecture is still hidden.')
    await aLecture(course, { status: 'unpublished' })
    assert.equal(await publish(), 'Course published, but all 2 lectures are still hidden.')
    const { html } = await visitor.get(path)
    assert.notInclude(html, 'data-message>Course')
    await aLecture(course, { title: 'Bends' })
    assert.equal(await publish(), 'Course published.')
  })

  test('offers to publish hidden lectures with the course, and does', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots', status: 'draft' })
    await aLecture(course, { status: 'unpublished' })
    await aLecture(course, { status: 'unpublished' })
    const path = `/admin/courses/${course._id}`
    const visitor = await anAdministratorsVisitor()
    const { html: offer } = await visitor.get(`${path}/learners`)
    assert.include(offer, 'Publish its 2 hidden lectures too')

    const answer = await visitor.post(`${path}/status`, { status: 'published', lectures: '1' })

    const { html } = await visitor.follow(answer)
    assert.include(html, 'Course and 2 lectures published.')
    assert.notInclude(html, 'Publish lectures')
    assert.equal(await LectureDocument.countDocuments({ status: 'published' }), 2)
  })
})
