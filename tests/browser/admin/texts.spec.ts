/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import User from '#app/accounts/models/user'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs } from '#tests/helpers/dashboard_browser'
import { onEveryPage } from '#tests/helpers/dashboard_pages'
import { dataWithTexts } from '#tests/helpers/everyones_text'
import { emptyStores } from '#tests/helpers/stores'

/** Letters without a place to break a line. */
const LONG = 'Ü'

/** Pages that no link leads to, in addition to those that are found. */
async function starts(administrator: User): Promise<string[]> {
  const learner = await User.query().whereNot('id', administrator.id).orderBy('id').firstOrFail()
  return [
    '/admin',
    `/admin/people/${learner.id}`,
    `/admin/search?q=${encodeURIComponent(administrator.name.slice(0, 20))}`,
  ]
}

/** Returns right-to-left texts on a page whose direction is that of the page around them. */
function textsInTheWrongOrder(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = []
    const isArabic = (text: string) => /[\u0600-\u06FF]/.test(text)
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const text = node.textContent ?? ''
      const isIsolated = text.includes('\u2068') || node.parentElement!.closest('bdi, [dir=auto]')
      if (isArabic(text) && !isIsolated && !node.parentElement!.closest('script, style'))
        wrong.push(node.parentElement!.outerHTML)
    }
    for (const field of document.querySelectorAll<HTMLInputElement>('input, textarea'))
      if (field.type !== 'hidden' && isArabic(field.value) && field.dir !== 'auto')
        wrong.push(field.outerHTML)
    return wrong
  })
}

test.group('Texts of people on every page of the dashboard', (group) => {
  group.each.setup(emptyStores)

  test('are shown in their own reading order', async ({ assert, browser }) => {
    const administrator = await dataWithTexts({
      name: 'ليلى حسن (٢)',
      title: 'أساسيات المحاسبة (الجزء ١)!',
      sentence: 'فازت بجائزة.',
    })
    const context = await browser.newContext()
    const page = await aPageSignedInAs(administrator, context)
    const visited = await onEveryPage(page, ORIGIN, {
      from: await starts(administrator),
      visit: async (pattern) => assert.deepEqual(await textsInTheWrongOrder(page), [], pattern),
    })
    assert.includeMembers(visited, [
      '/admin/people/:id',
      '/admin/courses/:id',
      '/admin/payments/:id',
    ])
    await context.close()
  }).tags(['@slow'])

  for (const width of [390, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`fit into a window of ${width} px without a place to break: ${colorScheme}`, async ({
        assert,
        browser,
      }) => {
        const administrator = await dataWithTexts({
          name: LONG.repeat(255),
          title: LONG.repeat(200),
          sentence: LONG.repeat(2000),
          email: `${'x'.repeat(64)}@${'y'.repeat(63)}.${'z'.repeat(63)}.example`,
        })
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
        const page = await aPageSignedInAs(administrator, context)
        const wide: string[] = []
        await onEveryPage(page, ORIGIN, {
          from: await starts(administrator),
          visit: async (pattern) => {
            const widths = await page.evaluate(() => [
              document.documentElement.scrollWidth,
              window.innerWidth,
            ])
            if (widths[0] > widths[1]) wide.push(`${pattern}: ${widths[0]} px`)
          },
        })
        assert.deepEqual(wide, [])
        await context.close()
      }).tags(['@slow'])
    }
  }
})
