/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { BrowserContext, Page } from 'playwright'
import LectureDocument from '#app/catalog/documents/lecture'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs } from '#tests/helpers/dashboard_browser'
import { aLectureFile } from '#tests/helpers/files'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

async function aCoursePage(context: BrowserContext, titles: string[] = []): Promise<Page> {
  const course = await aCourse()
  for (const [index, title] of titles.entries())
    await aLecture(course, { title, position: index + 1 })
  const page = await aPageSignedInAs(await anAdministrator(), context)
  await page.goto(`${ORIGIN}/admin/courses/${course._id}`, { waitUntil: 'networkidle' })
  return page
}

const aFilm = async () => ({
  name: 'bowline.mp4',
  mimeType: 'video/mp4',
  buffer: await aLectureFile(),
})

const isIn = (page: Page, name: string) =>
  page.locator(`#navigation a[aria-current="page"]`, { hasText: name }).waitFor()

test.group('Lectures in a browser', (group) => {
  group.each.setup(emptyStores)

  test('takes files after the browser’s Back', async ({ assert, browserContext }) => {
    const page = await aCoursePage(browserContext)
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'More' }).waitFor()
    await page.goBack()
    await page.locator('[data-with-scripts]:visible').waitFor()
    await page.locator('[data-drop-input]').setInputFiles(await aFilm())
    await page.getByLabel('Title of lecture 1').waitFor()
    assert.equal(await LectureDocument.countDocuments(), 1)
  })

  test('moves a lecture up by one from where it is after a reorder', async ({
    assert,
    browserContext,
  }) => {
    const page = await aCoursePage(browserContext, ['One', 'Two', 'Three'])
    await page.getByRole('button', { name: 'Move Three' }).focus()
    for (const key of ['Space', 'ArrowUp', 'ArrowUp', 'Space']) await page.keyboard.press(key)
    await page.getByText('“Three” moved to position 1').first().waitFor()
    await page.getByLabel('Actions for Three').click()
    await page.getByRole('button', { name: 'Move down' }).waitFor()
    assert.isFalse(await page.getByRole('button', { name: 'Move up' }).isVisible())
    await page.keyboard.press('Escape')

    await page.getByLabel('Actions for Two').click()
    await page.getByRole('button', { name: 'Move up' }).click()
    await page.getByText('“Two” moved to position 2').first().waitFor()
    const lectures = await LectureDocument.find().sort({ position: 1 }).lean()
    assert.deepEqual(
      lectures.map(({ title }) => title),
      ['Three', 'Two', 'One']
    )
  })

  test('closes notices by themselves, and keeps errors', async ({ assert, browserContext }) => {
    const page = await aCoursePage(browserContext, ['One', 'Two'])
    await page.clock.install()
    await page.getByLabel('Actions for Two').click()
    await page.getByRole('button', { name: 'Move up' }).click()
    const toast = page.locator('#toasts [data-toast]')
    await toast.filter({ hasText: 'moved to position 1' }).waitFor()
    await page.mouse.move(0, 0)
    await page.clock.fastForward(11_000)
    await toast.waitFor({ state: 'detached' })

    await page.getByLabel('Title of lecture 1').fill('Bowline')
    await page.getByLabel('Title of lecture 1').press('Enter')
    await toast.filter({ hasText: 'Renamed' }).waitFor()
    await page.getByRole('heading', { level: 1 }).focus()
    await page.clock.fastForward(21_000)
    await toast.waitFor({ state: 'detached' })

    await page.route('**/admin/lectures/**', (route) => route.abort('connectionreset'))
    await page.getByLabel('Title of lecture 1').fill('Sheet bend')
    await page.getByLabel('Title of lecture 1').press('Enter')
    await toast.filter({ hasText: 'Can’t reach the server' }).waitFor()
    await page.clock.fastForward(60_000)
    assert.equal(await toast.count(), 1)
  })

  test('shows lectures as a part of the courses in the sidebar', async ({ browserContext }) => {
    const page = await aCoursePage(browserContext, ['One'])
    await page.getByLabel('Actions for One').click()
    await page.getByRole('link', { name: 'Edit lecture' }).click()
    await page.getByRole('heading', { name: 'One', level: 1 }).waitFor()
    await isIn(page, 'Courses')
    await page.reload()
    await isIn(page, 'Courses')
  })

  for (const width of [390, 1440]) {
    test(`leaves the save button uncovered by a toast: ${width} px wide`, async ({
      browserContext,
    }) => {
      const page = await aCoursePage(browserContext)
      await page.setViewportSize({ width, height: 844 })
      await page.getByRole('link', { name: 'Settings' }).click()
      const save = page.getByRole('button', { name: 'Save course' })
      await save.click()
      await page.locator('#toasts [data-toast]').waitFor()
      await save.click({ trial: true, timeout: 5_000 })
    })
  }

  test('keeps the account menu around a long email', async ({ assert, browserContext }) => {
    const email = `${'asha'.repeat(15)}@example.test`
    const page = await aPageSignedInAs(await anAdministrator({ email }), browserContext)
    await page.locator('header summary.btn-circle').click()
    const [menu, text] = await Promise.all([
      page.locator('header .dropdown-content').last().boundingBox(),
      page.getByText(email).boundingBox(),
    ])
    assert.isAtMost(text!.x + text!.width, menu!.x + menu!.width)
  })
})
