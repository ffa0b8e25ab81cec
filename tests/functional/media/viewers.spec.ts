import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { DateTime } from 'luxon'
import { mock } from 'node:test'
import Enrollment from '#app/accounts/models/enrollment'
import LectureViewers from '#app/catalog/lecture_viewers'
import FileStore from '#app/media/file_store'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { failStatements } from '#tests/helpers/failing_statements'
import { send } from '#tests/helpers/forms'
import { aLearner, anAdministrator, enroll, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

async function forgetDecisions() {
  const viewers = await app.container.make(LectureViewers)
  viewers.forget()
}

test.group('The address of a lecture', (group) => {
  group.each.setup(emptyStores)
  group.each.setup(forgetDecisions)

  async function aWatchedLecture() {
    const course = await aCourse()
    const lecture = await aLecture(course)
    const files = await app.container.make(FileStore)
    await files.save(lecture.video, Readable.from([Buffer.from('film')]), 'video/mp4')
    return { course, lecture }
  }

  test('24: is refused within a minute after the access has ended', async ({ client, assert }) => {
    const { course, lecture } = await aWatchedLecture()
    const learner = await aLearner()
    await enroll(learner, course)
    const shown = await client.get(`/api/lecture/${lecture._id}`).headers(await tokenOf(learner))
    const { video } = shown.body().lecture

    const start = performance.now()
    const watched = await send('GET', `/${video}`)
    assert.equal(watched.status, 200)
    await Enrollment.query().where('userId', learner.id).delete()
    mock.method(performance, 'now', () => start + 60_000)
    const refused = await send('GET', `/${video}`)
    mock.restoreAll()
    assert.equal(refused.status, 403)
    assert.equal(JSON.parse(refused.body.toString()).code, 'E_ACCESS_ENDED')
  })

  test('is valid for its own viewer only, and not for a blocked one', async ({
    client,
    assert,
  }) => {
    const { course, lecture } = await aWatchedLecture()
    const learner = await aLearner()
    await enroll(learner, course)
    const listed = await client.get(`/api/lectures/${course._id}`).headers(await tokenOf(learner))
    const [{ video }] = listed.body().lectures
    assert.include(video, `viewer=${learner.id}-${course._id}&`)
    for (const forged of [
      video.replace(/viewer=[^&]+&/, ''),
      video.replace(learner.id, course._id),
    ]) {
      const answer = await send('GET', `/${forged}`)
      assert.equal(answer.status, 403)
    }
    await learner.merge({ blockedAt: DateTime.utc() }).save()
    const blocked = await send('GET', `/${video}`)
    assert.equal(blocked.status, 403)
    assert.exists(lecture)
  })

  test('works for administrators, and for everyone if the lecture is a free preview', async ({
    client,
    assert,
  }) => {
    const { lecture } = await aWatchedLecture()
    const administrator = await tokenOf(await anAdministrator())
    const shown = await client.get(`/api/lecture/${lecture._id}`).headers(administrator)
    const answer = await send('GET', `/${shown.body().lecture.video}`)
    assert.equal(answer.status, 200)

    const course = await aCourse()
    const free = await aLecture(course, { isFreePreview: true })
    const learner = await tokenOf(await aLearner())
    const preview = await client.get(`/api/lecture/${free._id}`).headers(learner)
    assert.notInclude(preview.body().lecture.video, 'viewer=')
  })

  test('keeps working with the last decision while the database is unavailable', async ({
    client,
    assert,
  }) => {
    const { course, lecture } = await aWatchedLecture()
    const learner = await aLearner()
    await enroll(learner, course)
    const shown = await client.get(`/api/lecture/${lecture._id}`).headers(await tokenOf(learner))
    const { video } = shown.body().lecture
    const watch = () => send('GET', `/${video}`)
    const first = await watch()
    assert.equal(first.status, 200)
    const start = performance.now()
    mock.method(performance, 'now', () => start + 60_000)
    const mend = failStatements(/users/, () => Object.assign(new Error(), { code: 'SQLITE_FULL' }))
    const answer = await watch()
    mend()
    mock.restoreAll()
    assert.equal(answer.status, 200)
  })
})
