/// <reference lib="dom" />
import { Buffer } from 'node:buffer'
import { test } from '@japa/runner'
import type { BrowserContext, Page } from 'playwright'
import AuditEntry from '#app/platform/audit/audit_entry'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import DashboardSession from '#app/accounts/models/dashboard_session'
import { actionsAbout } from '#tests/helpers/audit'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs, typeCredentials } from '#tests/helpers/dashboard_browser'
import { aCoverFile, aLectureFile } from '#tests/helpers/files'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

/** A dashboard page on which an administrator is signed in. */
async function aDashboard(context: BrowserContext): Promise<Page> {
  return aPageSignedInAs(await anAdministrator(), context)
}

async function titlesOf(page: Page): Promise<string[]> {
  return page
    .locator('[data-lecture] [name="title"]')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))
}

/** Waits until the browser has stored a file and its upload, so that the upload resumes after a reload. */
async function untilKept(page: Page, name: string) {
  await page.waitForFunction(async (wanted) => {
    if (!localStorage.getItem('uppyState:lectures')?.includes(wanted)) return false
    const kept = await new Promise<number>((resolve) => {
      indexedDB.open('uppy-blobs').onsuccess = ({ target }) => {
        const { result } = target as IDBOpenDBRequest
        const count = result.transaction('files').objectStore('files').count()
        count.onsuccess = () => resolve(count.result)
      }
    })
    return kept > 0
  }, name)
}

test.group('Courses in a browser', (group) => {
  group.each.setup(emptyStores)

  test('starts a course with a title, fills in the rest and publishes it', async ({
    assert,
    browserContext,
    client,
  }) => {
    const page = await aDashboard(browserContext)
    await page.goto(`${ORIGIN}/admin/courses`)
    await page.getByRole('link', { name: 'New course' }).first().click()
    await page.getByLabel('Title').fill('Knots that hold')
    await page.getByRole('button', { name: 'Create draft' }).click()
    await page.getByText('Course created').waitFor()
    await page.getByRole('region', { name: 'Before you publish' }).getByText('Price').click()
    await page.getByLabel('Description').fill('Rope and **friction**.')
    await page.getByRole('button', { name: 'Preview', exact: true }).click()
    await page.locator('#description-preview strong', { hasText: 'friction' }).waitFor()
    await page.getByLabel('Price').fill('1,499')
    await page.getByLabel('Duration').fill('6')
    await page.getByLabel('Category').fill('Sailing')
    const buffer = await aCoverFile()
    await page
      .getByLabel('Cover file')
      .setInputFiles({ name: 'cover.webp', mimeType: 'image/webp', buffer })
    await page.locator('[data-cover-view]').first().waitFor()
    await page.getByRole('button', { name: 'Save course' }).click()

    await page.getByText('Course saved').waitFor()
    const publish = page.getByRole('button', { name: 'Publish course' })
    await publish.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Unpublish course' }).waitFor()
    const list = await client.get('/api/course/all')
    assert.include(list.body().courses[0], { title: 'Knots that hold', price: 1499 })
    const course = await CourseDocument.findOne()
    const entries = await AuditEntry.query().where('targetId', String(course!._id))
    assert.includeMembers(
      entries.map(({ action }) => action),
      ['course.created', 'course.updated']
    )
  })

  test('reorders lectures by keyboard and announces the move', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse()
    const [first] = await Promise.all(
      ['One', 'Two', 'Three'].map((title, index) =>
        aLecture(course, { title, position: index + 1 })
      )
    )
    const page = await aDashboard(browserContext)
    await page.goto(`${ORIGIN}/admin/courses/${course._id}`)
    await page.waitForLoadState('networkidle')

    const announced = page.locator('[data-order-news]')
    await page.getByRole('button', { name: 'Move One' }).focus()
    await page.keyboard.press('Space')
    assert.include(await announced.textContent(), 'One picked up')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    assert.include(await announced.textContent(), 'One: position 3 of 3')
    await page.keyboard.press('Space')
    await page.getByText('“One” moved to position 3').first().waitFor()
    await page.reload()
    assert.deepEqual(await titlesOf(page), ['Two', 'Three', 'One'])

    await page.waitForLoadState('networkidle')
    await page.getByRole('button', { name: 'Move One' }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Escape')
    assert.deepEqual(await titlesOf(page), ['Two', 'Three', 'One'])
    assert.deepEqual(await actionsAbout(String(first._id)), ['lecture.moved', 'lecture.moved'])
  })

  test('renames a lecture in place and undoes it', async ({ assert, browserContext }) => {
    const course = await aCourse()
    const lecture = await aLecture(course, { title: 'Bowlin' })
    const page = await aDashboard(browserContext)
    await page.goto(`${ORIGIN}/admin/courses/${course._id}`)
    await page.waitForLoadState('networkidle')
    await page.getByLabel('Title of lecture 1').fill('Bowline')
    await page.getByLabel('Title of lecture 1').press('Enter')
    await page.getByText('Renamed to “Bowline”').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Renamed to “Bowlin”').waitFor()
    const saved = await LectureDocument.findById(lecture._id)
    assert.equal(saved!.title, 'Bowlin')
  })

  test('deletes a lecture and undoes the deletion', async ({ assert, browserContext }) => {
    const course = await aCourse()
    const lecture = await aLecture(course, { title: 'Bowline' })
    const page = await aDashboard(browserContext)
    await page.goto(`${ORIGIN}/admin/courses/${course._id}`)
    await page.getByLabel('Actions for Bowline').click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('“Bowline” deleted').waitFor()
    assert.isEmpty(await titlesOf(page))
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('“Bowline” restored').waitFor()
    assert.deepEqual(await titlesOf(page), ['Bowline'])
    const done = await actionsAbout(String(lecture._id))
    assert.includeMembers(done, ['lecture.deleted', 'lecture.restored'])
  })

  test('resumes an upload after a lost connection and keeps it going during navigation', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse()
    const page = await aDashboard(browserContext)
    await page.goto(`${ORIGIN}/admin/courses/${course._id}`)
    const film = Buffer.concat([await aLectureFile(), Buffer.alloc(3_000_000)])
    let refused = 0
    await page.route('**/admin/uploads/files/**', (route) =>
      route.request().method() === 'PATCH' && refused++ === 0
        ? route.abort('connectionreset')
        : route.continue()
    )

    const input = page.locator('[data-drop-input]')
    await page.getByText('Choose files').waitFor()
    await input.setInputFiles({ name: '01-bowline.mp4', mimeType: 'video/mp4', buffer: film })
    await page.getByRole('region', { name: 'Uploads' }).waitFor()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'More' }).waitFor()

    await page.locator('[data-upload] [data-news]', { hasText: 'Ready' }).waitFor()
    assert.isAbove(refused, 1)
    const lecture = await LectureDocument.findOne()
    assert.equal(lecture!.title, '01 bowline')
    assert.equal(lecture!.course.toHexString(), String(course._id))
    assert.deepEqual(await actionsAbout(String(lecture!._id)), ['lecture.added'])
  })

  test('resumes an upload after a reload', async ({ assert, browserContext }) => {
    const course = await aCourse()
    const page = await aDashboard(browserContext)
    await page.goto(`${ORIGIN}/admin/courses/${course._id}`)
    await page.getByText('Choose files').waitFor()
    let isCut = true
    await page.route('**/admin/uploads/files/**', (route) =>
      isCut ? route.abort('connectionreset') : route.continue()
    )
    const buffer = await aLectureFile()
    const file = { name: 'sheet-bend.mp4', mimeType: 'video/mp4', buffer }
    await page.locator('[data-drop-input]').setInputFiles(file)
    await page.getByRole('region', { name: 'Uploads' }).waitFor()
    await untilKept(page, file.name)

    // until it is closed, the first page must stay offline: otherwise both would create a lecture from the file
    page.once('framenavigated', () => (isCut = false))
    await page.reload()
    await page.locator('[data-upload] [data-news]', { hasText: 'Ready' }).waitFor()
    assert.equal(await LectureDocument.countDocuments(), 1)
  })

  test('leaves unrelated work alone when an upload ends, and reports refused files', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse()
    const lecture = await aLecture(course, { title: 'Bowline' })
    const page = await aDashboard(browserContext)
    const buffer = await aLectureFile()
    const film = { mimeType: 'video/mp4', buffer }
    const done = (name: string) =>
      page.locator('[data-upload]', { hasText: name }).getByText('Ready').waitFor()

    await page.goto(`${ORIGIN}/admin/courses/${course._id}`, { waitUntil: 'networkidle' })
    await page.getByLabel('Actions for Bowline').click()
    await page.getByRole('button', { name: 'Unpublish', exact: true }).click()
    await page.getByText('“Bowline” is hidden').waitFor()
    const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') }
    const fake = { ...notes, name: 'fake.mp4', mimeType: 'video/mp4' }
    const files = [notes, fake, { name: 'one.mp4', ...film }]
    await page.locator('[data-drop-input]').setInputFiles(files)
    await done('one.mp4')
    await page.getByLabel('Title of lecture 2').waitFor()
    assert.isTrue(await page.getByRole('button', { name: 'Undo' }).isVisible())
    for (const { name } of [notes, fake]) {
      await page.locator('[data-upload]', { hasText: name }).getByText('must be an MP4').waitFor()
      assert.isFalse(await page.getByRole('button', { name: `Retry ${name}` }).isVisible())
    }

    await page.goto(`${ORIGIN}/admin/lectures/${lecture._id}`, { waitUntil: 'networkidle' })
    await page.getByLabel('Title').fill('Bowline, twice')
    await page.locator('[data-drop-input]').focus()
    await page.locator('[data-drop-input]').setInputFiles({ name: 'two.mp4', ...film })
    await done('two.mp4')
    await page.waitForLoadState('networkidle')
    assert.equal(await page.getByLabel('Title').inputValue(), 'Bowline, twice')
  }).tags(['@slow'])

  test('retries requests of scripts after signing in again in another window', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse()
    const lecture = await aLecture(course, { title: 'Bowlin' })
    const user = await anAdministrator()
    const page = await aPageSignedInAs(user, browserContext)
    await page.goto(`${ORIGIN}/admin/courses/${course._id}`, { waitUntil: 'networkidle' })

    await DashboardSession.query().delete()
    await page.getByLabel('Title of lecture 1').fill('Bowline')
    await page.getByLabel('Title of lecture 1').press('Enter')
    await page.getByText('Please sign in again').waitFor()
    const file = { name: 'one.mp4', mimeType: 'video/mp4', buffer: await aLectureFile() }
    await page.locator('[data-drop-input]').setInputFiles(file)
    await page.locator('[data-upload]').getByText('Please sign in again').waitFor()

    const window = await browserContext.newPage()
    await window.goto(`${ORIGIN}/admin/sign-in`)
    await typeCredentials(window, user)
    await window.waitForURL(`${ORIGIN}/admin`)
    await page.getByLabel('Title of lecture 1').fill('Bowline!')
    await page.getByLabel('Title of lecture 1').press('Enter')
    await page.getByText('Renamed to “Bowline!”').waitFor()
    await page.getByRole('button', { name: 'Retry one.mp4' }).click()
    await page.locator('[data-upload]').getByText('Ready').waitFor()
    const saved = await LectureDocument.findById(lecture._id)
    assert.equal(saved!.title, 'Bowline!')
    assert.equal(await LectureDocument.countDocuments(), 2)
  }).tags(['@slow'])
})
