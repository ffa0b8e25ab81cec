import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import type CatalogCache from '#app/catalog/cache/catalog_cache'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'
import CompleteLecture from '#app/learning/actions/complete_lecture'
import StartProgress from '#app/learning/actions/start_progress'
import ForgetLecture from '#app/learning/listeners/forget_lecture'
import RemoveProgress from '#app/learning/listeners/remove_progress'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { enrollmentsOf, progressOf } from '#tests/helpers/learning'
import { aLearner, enroll } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

async function aCompletedLecture() {
  const [learner, course] = [await aLearner(), await aCourse()]
  await enroll(learner, course)
  const lecture = await aLecture(course)
  const completion = {
    userId: learner.id,
    courseId: course._id.toHexString(),
    lectureId: lecture._id.toHexString(),
  }
  const completeLecture = await app.container.make(CompleteLecture)
  await completeLecture.handle(completion)
  return { learner, course, lecture, completion, completeLecture }
}

/** Completes lectures as a process does that has not noticed yet that this one was deleted. */
async function completeLectureFromCache(lecture: Lecture) {
  const catalog = { lecture: async () => lecture } as unknown as CatalogCache
  return new CompleteLecture(catalog, await app.container.make(StartProgress))
}

test.group('Progress in deleted courses and lectures', (group) => {
  group.each.setup(emptyStores)

  test('is deleted with its course, and in no other', async ({ assert }) => {
    const [gone, kept] = [await aCompletedLecture(), await aCompletedLecture()]

    for (let time = 1; time <= 2; time++)
      await new RemoveProgress().handle({ courseId: gone.completion.courseId })

    assert.isEmpty(await progressOf(gone.learner))
    assert.lengthOf(await progressOf(kept.learner), 1)
  })

  test('forgets a deleted lecture, and no other', async ({ assert }) => {
    const { learner, course, completion, completeLecture } = await aCompletedLecture()
    const kept = await aLecture(course)
    await completeLecture.handle({ ...completion, lectureId: kept._id.toHexString() })

    for (let time = 1; time <= 2; time++) await new ForgetLecture().handle(completion)

    const [progress] = await progressOf(learner)
    assert.deepEqual(progress.completedLectures.map(String), [kept._id.toHexString()])
  })

  test('is not created in a course that was just deleted, which also removes the enrollment', async ({
    assert,
  }) => {
    const [learner, course] = [await aLearner(), await aCourse()]
    await enroll(learner, course)
    await CourseDocument.deleteOne({ _id: course._id })
    const startProgress = await app.container.make(StartProgress)

    await assert.rejects(
      () => startProgress.handle({ userId: learner.id, courseId: course._id.toHexString() }),
      CourseNotFound
    )

    assert.isEmpty(await progressOf(learner))
    assert.isEmpty(await enrollmentsOf(learner))
  })

  test('keeps no deleted lecture that is still in the cache', async ({ assert }) => {
    const { learner, course, completion } = await aCompletedLecture()
    const lecture = await aLecture(course)
    const lectureId = lecture._id.toHexString()
    const completeLecture = await completeLectureFromCache(lecture)
    await new ForgetLecture().handle({ ...completion, lectureId })
    await LectureDocument.deleteOne({ _id: lecture._id })

    await assert.rejects(
      () => completeLecture.handle({ ...completion, lectureId }),
      LectureNotFound
    )

    const [progress] = await progressOf(learner)
    assert.deepEqual(progress.completedLectures.map(String), [completion.lectureId])
  })

  test('is not started by completing a lecture of a course that was just deleted', async ({
    assert,
  }) => {
    const { learner, course, lecture, completion } = await aCompletedLecture()
    const completeLecture = await completeLectureFromCache(lecture)
    await CourseDocument.deleteOne({ _id: course._id })
    await LectureDocument.deleteOne({ _id: lecture._id })
    await new RemoveProgress().handle(completion)

    await assert.rejects(() => completeLecture.handle(completion), CourseNotFound)

    assert.isEmpty(await progressOf(learner))
    assert.isEmpty(await enrollmentsOf(learner))
  })
})
