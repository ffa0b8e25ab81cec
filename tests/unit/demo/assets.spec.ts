import { readdir, readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { fileTypeFromBuffer } from 'file-type'
import { demoCourses } from '#database/demo/catalog'
import { demoPeople } from '#database/demo/people'

const demo = new URL('../../../database/demo/', import.meta.url)
const lectures = demoCourses.flatMap((course) => course.lectures)
const expected = {
  covers: demoCourses.map((course) => course.cover),
  media: lectures.map((lecture) => lecture.media),
}

function contentsOf(folder: string, names: string[]) {
  return Promise.all(names.map((name) => readFile(new URL(`${folder}/${name}`, demo))))
}

test.group('The demo’s assets', () => {
  for (const [folder, names] of Object.entries(expected)) {
    test(`uses each file of ${folder} once, and misses none`, async ({ assert }) => {
      const files = await readdir(new URL(`${folder}/`, demo))

      assert.sameMembers(files, names)
      assert.lengthOf(new Set(names), names.length)
    })
  }

  test('weighs at most 1.5 MB in all', async ({ assert }) => {
    const contents = await Promise.all(
      Object.entries(expected).map(([folder, names]) => contentsOf(folder, names))
    )

    assert.isAtMost(
      contents.flat().reduce((sum, content) => sum + content.length, 0),
      1_500_000
    )
  })

  test('contains accepted files that match their names, by their first bytes', async ({
    assert,
  }) => {
    const accepted = { covers: ['webp', 'png'], media: ['mp4', 'webm', 'mp3'] }

    for (const folder of ['covers', 'media'] as const) {
      const contents = await contentsOf(folder, expected[folder])
      const types = await Promise.all(contents.map((content) => fileTypeFromBuffer(content)))
      const kinds = types.map((type) => type?.ext ?? 'unknown')

      assert.deepEqual(
        kinds,
        expected[folder].map((name) => name.split('.').at(-1))
      )
      assert.includeMembers(accepted[folder], kinds)
    }
  })

  test('contains no duplicates', async ({ assert }) => {
    const contents = await contentsOf('media', expected.media)

    assert.lengthOf(new Set(contents.map((content) => content.toString('base64'))), contents.length)
  })
})

test.group('The demo’s content', () => {
  test('has 24 lectures in at least 6 courses of 3 categories, one of them free', ({ assert }) => {
    assert.lengthOf(lectures, 24)
    assert.isAtLeast(demoCourses.length, 6)
    assert.isAtLeast(new Set(demoCourses.map((course) => course.category)).size, 3)
    assert.lengthOf(
      demoCourses.filter((course) => course.price === 0),
      1
    )
  })

  test('has enrollments in existing courses, once each, within the last 90 days', ({ assert }) => {
    const lecturesOf = new Map(demoCourses.map((course) => [course.key, course.lectures.length]))

    assert.lengthOf(new Set(demoPeople.map((person) => person.email)), demoPeople.length)
    for (const { email, purchases } of demoPeople) {
      assert.lengthOf(new Set(purchases.map(({ course }) => course)), purchases.length, email)
      for (const { course, daysAgo, completedLectures } of purchases) {
        assert.isTrue(lecturesOf.has(course), `${email} took ${course}`)
        assert.isTrue(daysAgo >= 0 && daysAgo <= 90, `${email} took ${course} ${daysAgo} days ago`)
        assert.isAtMost(completedLectures, lecturesOf.get(course)!, `${email} in ${course}`)
      }
    }
  })
})
