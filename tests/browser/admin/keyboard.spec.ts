/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import DashboardSession from '#app/accounts/models/dashboard_session'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs, barriersOf, typeCredentials } from '#tests/helpers/dashboard_browser'
import { aLectureFile } from '#tests/helpers/files'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const MOST_STOPS = 60

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page: Page, name: string) {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab')
    const reached = await page.evaluate(() => {
      const { activeElement: element } = document
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
    })
    if (reached === name) return
  }
  throw new Error(`The Tab key does not lead to “${name}”`)
}

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.textContent?.trim().replace(/\s+/g, ' '))

const titles = (page: Page) =>
  page
    .locator('[data-lecture] [name="title"]')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))

test.group('The dashboard by keyboard only', (group) => {
  group.each.setup(emptyStores)

  test('navigates tables, selects rows, publishes them and opens one', async ({
    assert,
    browserContext,
  }) => {
    for (const title of ['Bends', 'Knots']) await aCourse({ title, status: 'draft' })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.goto(`${ORIGIN}/admin/courses?sort=title`, { waitUntil: 'networkidle' })

    const visited: (string | undefined)[] = []
    for (const key of ['j', 'j', 'j', 'k']) {
      await page.keyboard.press(key)
      visited.push(await focused(page))
    }
    assert.deepEqual(visited, ['Bends', 'Knots', 'Knots', 'Bends'])
    await page.keyboard.press('x')
    await page.getByText('1 selected').waitFor()
    await tabTo(page, 'Publish')
    await page.keyboard.press('Enter')
    await page.getByText('Course published.').waitFor()
    assert.equal(new URL(page.url()).search, '?sort=title')
    const published = await CourseDocument.find({ status: 'published' })
    assert.deepEqual(
      published.map(({ title }) => title),
      ['Bends']
    )

    await page.waitForLoadState('networkidle')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${ORIGIN}/admin/courses/${published[0]._id}`)
  })

  test('shows the keyboard shortcuts, and types their letters in text fields', async ({
    assert,
    browserContext,
  }) => {
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.waitForLoadState('networkidle')
    const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await page.keyboard.press('?')
    await shortcuts.waitFor()
    assert.deepEqual(await barriersOf(page), [])
    await page.keyboard.press('Escape')
    await shortcuts.waitFor({ state: 'hidden' })

    await page.keyboard.press('/')
    await page.keyboard.type('?jkx/')
    assert.equal(await page.locator('[data-search]').inputValue(), '?jkx/')
    assert.isFalse(await shortcuts.isVisible())
    await page.keyboard.press('Escape')
    assert.equal(await page.locator('[data-search]').inputValue(), '')
  })

  test('uploads a file and publishes the resulting lecture', async ({ assert, browserContext }) => {
    const course = await aCourse()
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.goto(`${ORIGIN}/admin/courses/${course._id}`, { waitUntil: 'networkidle' })
    const opened = page.waitForEvent('filechooser') // before the keys: Playwright has to intercept it
    await tabTo(page, 'Files of new lectures')
    await page.keyboard.press('Space')
    const chooser = await opened
    await chooser.setFiles({
      name: '01-bowline.mp4',
      mimeType: 'video/mp4',
      buffer: await aLectureFile(),
    })
    await page.locator('[data-lecture]').waitFor()

    await tabTo(page, 'Publish 1 lecture')
    await page.keyboard.press('Enter')
    await page.getByText('1 lecture published.').waitFor()
    const lecture = await LectureDocument.findOne()
    assert.include(lecture!.toObject(), { title: '01 bowline', status: 'published' })
  })
})

test.group('The dashboard by pointer', (group) => {
  group.each.setup(emptyStores)

  test('keeps at most one menu open, and closes it on navigation', async ({
    assert,
    browserContext,
  }) => {
    const courses = await Promise.all(['Bends', 'Knots'].map((title) => aCourse({ title })))
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.setViewportSize({ width: 1440, height: 480 })
    await page.goto(`${ORIGIN}/admin/courses?sort=title`, { waitUntil: 'networkidle' })
    const open = page.locator('details[open]')
    const opened = () =>
      open.locator('summary').evaluateAll((all) => all.map((one) => one.getAttribute('title')))

    await page.getByLabel('Actions for Bends').click()
    await page.getByLabel('Actions for Knots').click()
    assert.deepEqual(await opened(), ['Actions for Knots'])
    const list = await open.locator('.dropdown-content').boundingBox()
    assert.isAtMost(list!.y + list!.height, 480)
    await page.keyboard.press('Escape')
    assert.deepEqual(await opened(), [])
    const focus = await page.evaluate(() => document.activeElement?.getAttribute('title'))
    assert.equal(focus, 'Actions for Knots')

    await page.getByLabel('Theme').click()
    await page.getByRole('heading', { name: 'Courses', exact: true }).click()
    assert.deepEqual(await opened(), [])
    await page.getByLabel(/^Account of/).click()
    await page.getByRole('link', { name: 'Your account' }).click()
    await page.waitForURL(`${ORIGIN}/admin/account`)
    assert.deepEqual(await opened(), [])
    await page.goto(`${ORIGIN}/admin/courses?sort=title`, { waitUntil: 'networkidle' })
    await page.getByLabel('Actions for Bends').click()
    await page.getByRole('button', { name: 'Unpublish', exact: true }).click()
    await page.getByText('Course unpublished').waitFor()
    const saved = await CourseDocument.findById(courses[0]._id)
    assert.equal(saved!.status, 'draft')
  }).tags(['@slow'])

  test('drags a lecture to another position and undoes it', async ({ assert, browserContext }) => {
    const course = await aCourse()
    for (const title of ['One', 'Two', 'Three']) await aLecture(course, { title })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    const path = `${ORIGIN}/admin/courses/${course._id}`
    await page.goto(path, { waitUntil: 'networkidle' })

    const third = page.locator('[data-lecture]').nth(2)
    await page.getByRole('button', { name: 'Move One' }).dragTo(third)
    await page.getByText('“One” moved to position 3').first().waitFor()
    await page.reload({ waitUntil: 'networkidle' })
    assert.deepEqual(await titles(page), ['Two', 'Three', 'One'])

    await page
      .getByRole('button', { name: 'Move One' })
      .dragTo(page.locator('[data-lecture]').first())
    await page.getByText('“One” moved to position 1').first().waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('“One” moved to position 3').first().waitFor()
    await page.reload()
    assert.deepEqual(await titles(page), ['Two', 'Three', 'One'])
  })
})

test.group('A session lost while typing', (group) => {
  group.each.setup(emptyStores)

  test('leads through sign-in back to the form, with everything that was typed', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse({ title: 'Knots' })
    const user = await anAdministrator()
    const page = await aPageSignedInAs(user, browserContext)
    const path = `${ORIGIN}/admin/courses/${course._id}/settings`
    await page.goto(path)
    await page.getByLabel('Title').fill('Knots that hold')
    await page.getByLabel('Description').fill('Rope,\nfriction <b>and</b> “bends”.')
    await page.getByLabel('Price').fill('1299')
    await page.getByLabel('Status').selectOption('draft')

    await DashboardSession.query().delete()
    await page.getByRole('button', { name: 'Save course' }).click()
    await page.getByRole('heading', { name: 'Sign in to the dashboard' }).waitFor()
    await typeCredentials(page, user)

    await page.waitForURL(path)
    await page.getByText('Your changes are still here').waitFor()
    assert.equal(await page.getByLabel('Title').inputValue(), 'Knots that hold')
    assert.equal(
      await page.getByLabel('Description').inputValue(),
      'Rope,\nfriction <b>and</b> “bends”.'
    )
    assert.equal(await page.getByLabel('Price').inputValue(), '1299')
    assert.equal(await page.getByLabel('Status').inputValue(), 'draft')
    await page.getByRole('button', { name: 'Save course' }).click()
    await page.getByText('Course saved.').waitFor()
    const saved = await CourseDocument.findById(course._id).lean()
    assert.include(saved!, { title: 'Knots that hold', price: 1299, status: 'draft' })
  })
})
