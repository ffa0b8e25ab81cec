/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { BrowserContext } from 'playwright'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs } from '#tests/helpers/dashboard_browser'
import { anOrder } from '#tests/helpers/payments'
import { aLearner, aSuperAdministrator, enroll } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const WIDTHS = [360, 390, 640, 768, 900, 1024, 1025, 1100, 1240, 1280, 1440, 1920]
const CARDS_UP_TO = 1024

/** The height of two lines with the padding of a card, and of its menu's button. */
const TWO_LINES = 90

/** Pages with a table, for an administrator in a context. `word` fills names and titles. */
async function lists(context: BrowserContext, word?: string) {
  const course = await aCourse({
    status: 'draft',
    ...(word && { title: word, category: word.slice(0, 100), createdBy: word }),
  })
  await aLecture(course, word ? { title: word } : {})
  const learner = await aLearner(word ? { name: word } : {})
  await enroll(learner, course)
  await anOrder(learner, course)
  const administrator = await aSuperAdministrator()
  const page = await aPageSignedInAs(administrator, context)
  const paths = [
    '/admin/courses',
    `/admin/courses/${course._id}/learners`,
    `/admin/courses/${course._id}`,
    '/admin/people',
    `/admin/people/${learner.id}`,
    '/admin/payments/orders',
    '/admin/audit',
    '/admin/media',
    '/admin/system',
  ]
  return { page, paths }
}

test.group('Tables', (group) => {
  group.each.setup(emptyStores)

  test('fits its panel and the window at every width, with words of 200 letters', async ({
    assert,
    browserContext,
  }) => {
    const { page, paths } = await lists(browserContext, 'Donaudampfschiff'.repeat(12))
    for (const path of paths) {
      await page.goto(ORIGIN + path)
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        const { scrolls, bursts } = await page.evaluate(() => ({
          scrolls: document.documentElement.scrollWidth,
          bursts: [...document.querySelectorAll('#page .panel > table')].filter(
            (table) =>
              table.getBoundingClientRect().right >
              table.parentElement!.getBoundingClientRect().right + 1
          ).length,
        }))
        assert.isAtMost(scrolls, width, `${path} at ${width} px`)
        assert.equal(bursts, 0, `${path} at ${width} px`)
      }
    }
  })

  test('shows a row as a card of two lines up to 1024 px', async ({ assert, browserContext }) => {
    const { page } = await lists(browserContext)
    for (const path of ['/admin/courses', '/admin/people', '/admin/payments/orders']) {
      await page.goto(ORIGIN + path)
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        const row = page.locator('#page tbody tr').first()
        const isCard = await row.evaluate((one) => getComputedStyle(one).display === 'flex')
        assert.equal(isCard, width <= CARDS_UP_TO, `${path} at ${width} px`)
        const { height } = (await row.boundingBox())!
        assert.isAtMost(height, TWO_LINES, `${path} at ${width} px`)
      }
    }
  })
})
