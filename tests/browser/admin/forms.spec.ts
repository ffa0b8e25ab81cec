/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import CourseDocument from '#app/catalog/documents/course'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs } from '#tests/helpers/dashboard_browser'
import { eventually } from '#tests/helpers/eventually'
import { aCoverFile } from '#tests/helpers/files'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim()
  })

test.group('Forms in a browser', (group) => {
  group.each.setup(emptyStores)

  test('draws the error icon as large as its text', async ({ assert, browserContext }) => {
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.goto(`${ORIGIN}/admin/courses/new`, { waitUntil: 'networkidle' })
    await page.getByRole('button', { name: 'Create draft' }).click()
    const sign = page.locator('#field-title-error svg')
    await sign.waitFor()
    assert.deepInclude(await sign.boundingBox(), { width: 14, height: 14 })
  })

  test('are saved with Ctrl+S, unless a dialog lies over them', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse({ title: 'Knots' })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.goto(`${ORIGIN}/admin/courses/${course._id}/settings`, { waitUntil: 'networkidle' })
    await page.getByLabel('Title').fill('Bends')

    await page.getByRole('button', { name: 'Delete course' }).first().click()
    await page.keyboard.press('Control+s')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const untouched = await CourseDocument.findById(course._id)
    assert.equal(untouched!.title, 'Knots')

    await page.getByLabel('Title').press('Control+s')
    await page.getByText('Course saved.').waitFor()
    const saved = await CourseDocument.findById(course._id)
    assert.equal(saved!.title, 'Bends')
  })

  test('keeps focus and scroll position when a form reloads its page', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse({ title: 'Knots', status: 'draft' })
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five', 'Six'])
      await aLecture(course, { title })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.setViewportSize({ width: 1440, height: 480 })
    await page.goto(`${ORIGIN}/admin/courses/${course._id}`, { waitUntil: 'networkidle' })

    await page.getByRole('button', { name: 'Publish course' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Course published.').waitFor()
    await eventually(async () => (await focused(page)) === 'Unpublish course', 5)

    await page.evaluate(() => window.scrollTo(0, 150))
    await page.getByLabel('Actions for Two').click()
    await page.getByRole('button', { name: 'Unpublish', exact: true }).focus()
    const scrolled = await page.evaluate(() => window.scrollY)
    assert.isAbove(scrolled, 50)
    await page.keyboard.press('Enter')
    await page.getByText('“Two” is hidden').waitFor()
    await eventually(async () => (await focused(page)) === 'Actions for Two', 5)
    assert.equal(await page.evaluate(() => window.scrollY), scrolled)

    await page.getByLabel('Actions for Two').click()
    await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
    await page.getByText('“Two” deleted').waitFor()
    await eventually(async () => (await focused(page)) === 'Move Three', 5)
  })

  test('keeps the chosen cover when a form is refused, and drops an error once its field is mended', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse({ image: '' })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    const path = `${ORIGIN}/admin/courses/${course._id}/settings`
    await page.goto(path, { waitUntil: 'networkidle' })
    await page.getByLabel('Price').fill('1,49')
    const file = { name: 'cover.webp', mimeType: 'image/webp', buffer: await aCoverFile() }
    await page.getByLabel('Cover file').setInputFiles(file)
    await page.getByRole('button', { name: 'Save course' }).click()
    await page.locator('#field-price-error').waitFor()
    await page.locator('[data-cover-view]').first().waitFor()

    await page.getByLabel('Price').fill('499')
    await page.locator('#field-price-error').waitFor({ state: 'detached' })
    assert.equal(await page.locator('[aria-invalid="true"]').count(), 0)
    await page.getByRole('button', { name: 'Save course' }).click()
    await page.getByText('Course saved').waitFor()
    const saved = await CourseDocument.findById(course._id)
    assert.notEqual(saved!.image, '')
  })

  test('keeps the deletion of a course locked until its title is typed', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse({ title: 'Knots' })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    const path = `${ORIGIN}/admin/courses/${course._id}/settings`
    await page.goto(path, { waitUntil: 'networkidle' })
    await page.getByRole('button', { name: 'Delete course' }).click()
    const dialog = page.getByRole('dialog')
    const confirm = dialog.getByRole('button', { name: 'Delete course' })
    assert.isTrue(await confirm.isDisabled())
    await dialog.getByRole('textbox').fill('Knots')
    assert.isTrue(await confirm.isEnabled())
  })

  test('moves focus to the conflicting changes that someone else has saved', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse({ title: 'Knots' })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    const path = `${ORIGIN}/admin/courses/${course._id}/settings`
    await page.goto(path, { waitUntil: 'networkidle' })
    await CourseDocument.updateOne({ _id: course._id }, { title: 'Bends', edits: 1 })
    await page.getByLabel('Title').fill('Hitches')
    await page.getByRole('button', { name: 'Save course' }).click()
    const news = page.getByRole('alert').filter({ hasText: 'Someone else saved' })
    await news.waitFor()
    assert.isTrue(await news.evaluate((element) => element === document.activeElement))
  }).tags(['@slow'])

  test('names a page after its content, not after a part of another page', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse({ title: 'Knots' })
    await aLecture(course, { title: 'Bowline' })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    const path = `${ORIGIN}/admin/courses/${course._id}`
    const titles: string[] = []
    for (const tab of ['', '/learners', '/sales', '/settings']) {
      await page.goto(path + tab, { waitUntil: 'networkidle' })
      titles.push(await page.title())
    }
    assert.equal(new Set(titles).size, 4)

    await page.goto(path, { waitUntil: 'networkidle' })
    await page.getByRole('link', { name: 'Play Bowline' }).click()
    await page.locator('video').waitFor()
    await page.locator('[data-search]').fill('kno')
    await page
      .locator('#search-results')
      .getByRole('option', { name: /^Knots/ })
      .waitFor()
    assert.equal(await page.title(), titles[0])
  }).tags(['@slow'])
})
