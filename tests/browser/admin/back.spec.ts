/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { aCourse } from '#tests/helpers/catalog'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs } from '#tests/helpers/dashboard_browser'
import { eventually } from '#tests/helpers/eventually'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const focusedText = (page: Page) =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')

test.group('Ways through the dashboard', (group) => {
  group.each.setup(emptyStores)

  test('leads back to the row, with scroll position and focus', async ({
    assert,
    browserContext,
  }) => {
    for (let number = 10; number < 30; number++) await aCourse({ title: `Course ${number}` })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.goto(`${ORIGIN}/admin/courses?sort=title`, { waitUntil: 'networkidle' })
    await page.getByRole('link', { name: 'Course 27' }).scrollIntoViewIfNeeded()
    const scrolled = await page.evaluate(() => window.scrollY)
    assert.isAbove(scrolled, 100)
    await page.getByRole('link', { name: 'Course 27' }).click()
    await page.getByRole('heading', { name: 'Course 27', level: 1 }).waitFor()

    await page.goBack()
    await page.getByRole('heading', { name: 'Courses', level: 1 }).waitFor()
    await eventually(async () => (await focusedText(page)) === 'Course 27', 5)
    assert.equal(await page.evaluate(() => window.scrollY), scrolled)
  })

  test('moves through a menu with arrow keys, Home and End', async ({ assert, browserContext }) => {
    await aCourse({ title: 'Knots' })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.goto(`${ORIGIN}/admin/courses`, { waitUntil: 'networkidle' })
    await page.getByLabel('Actions for Knots').focus()
    const steps = [
      ['ArrowDown', 'Settings'],
      ['ArrowDown', 'Preview as a learner'],
      ['End', 'Delete'],
      ['ArrowDown', 'Settings'],
      ['ArrowUp', 'Delete'],
      ['Home', 'Settings'],
    ]
    for (const [key, item] of steps) {
      await page.keyboard.press(key)
      assert.equal(await focusedText(page), item, key)
    }
    await page.keyboard.press('Escape')
    assert.isTrue(
      await page
        .getByLabel('Actions for Knots')
        .evaluate((button) => button === document.activeElement)
    )
  })
})
