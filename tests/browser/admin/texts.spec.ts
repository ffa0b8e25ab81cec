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

const LOOKS = [390, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme }))
)

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

function widthsOf(page: Page): Promise<{ scrollWidth: number; innerWidth: number }> {
  return page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    innerWidth: window.innerWidth,
  }))
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
    const wrong: Record<string, string[]> = {}
    const visited = await onEveryPage(page, ORIGIN, {
      from: await starts(administrator),
      visit: async (pattern) => {
        const texts = await textsInTheWrongOrder(page)
        if (texts.length > 0) wrong[pattern] = texts
      },
    })
    assert.deepEqual(wrong, {})
    assert.includeMembers(visited, [
      '/admin/people/:id',
      '/admin/courses/:id',
      '/admin/payments/:id',
    ])
    await context.close()
  })
    .tags(['@slow'])
    .timeout(600_000)

  test('fit into windows of 390 and 1280 px without a place to break, in both themes', async ({
    assert,
    browser,
  }) => {
    const administrator = await dataWithTexts({
      name: LONG.repeat(255),
      title: LONG.repeat(200),
      sentence: LONG.repeat(2000),
      email: `${'x'.repeat(64)}@${'y'.repeat(63)}.${'z'.repeat(63)}.example`,
    })
    const context = await browser.newContext()
    const page = await aPageSignedInAs(administrator, context)
    const wide: string[] = []
    await onEveryPage(page, ORIGIN, {
      from: await starts(administrator),
      visit: async (pattern) => {
        for (const { width, colorScheme } of LOOKS) {
          await page.setViewportSize({ width, height: 900 })
          await page.emulateMedia({ colorScheme })
          const { scrollWidth, innerWidth } = await widthsOf(page)
          if (scrollWidth > innerWidth)
            wide.push(`${pattern} in ${width} px, ${colorScheme}: ${scrollWidth} px`)
        }
      },
    })
    assert.deepEqual(wide, [])
    await context.close()
  })
    .tags(['@slow'])
    .timeout(600_000)
})
