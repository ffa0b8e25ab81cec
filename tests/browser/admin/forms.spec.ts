/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs } from '#tests/helpers/dashboard_browser'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim()
  })

test.group('Forms in a browser', (group) => {
  group.each.setup(emptyStores)

  test('the sign of an error is as large as its text', async ({ assert, browserContext }) => {
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.goto(`${ORIGIN}/admin/courses/new`, { waitUntil: 'networkidle' })
    await page.getByRole('button', { name: 'Create course' }).click()
    const sign = page.locator('#field-title-error svg')
    await sign.waitFor()
    assert.deepInclude(await sign.boundingBox(), { width: 14, height: 14 })
  })

  test('the keyboard and the page stay where they were when a form brings its page again', async ({
    assert,
    browserContext,
  }) => {
    const course = await aCourse({ title: 'Knots', status: 'draft' })
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five', 'Six']) await aLecture(course, { title })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.setViewportSize({ width: 1440, height: 480 })
    await page.goto(`${ORIGIN}/admin/courses/${course._id}`, { waitUntil: 'networkidle' })

    await page.getByRole('button', { name: 'Publish course' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('The course is published.').waitFor()
    assert.equal(await focused(page), 'Unpublish course')

    await page.evaluate(() => window.scrollTo(0, 150))
    await page.getByLabel('Actions for Two').click()
    await page.getByRole('button', { name: 'Unpublish', exact: true }).focus()
    const scrolled = await page.evaluate(() => window.scrollY)
    assert.isAbove(scrolled, 50)
    await page.keyboard.press('Enter')
    await page.getByText('“Two” is hidden').waitFor()
    assert.equal(await focused(page), 'Actions for Two')
    assert.equal(await page.evaluate(() => window.scrollY), scrolled)

    await page.getByLabel('Actions for Two').click()
    await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
    await page.getByText('“Two” is deleted').waitFor()
    assert.equal(await focused(page), 'Move Three')
  })
})
