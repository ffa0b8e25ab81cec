/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { complaintsOf, barriersOf, aPageSignedInAs } from '#tests/helpers/dashboard_browser'
import { ORIGIN } from '#tests/helpers/dashboard'
import { onEveryPage } from '#tests/helpers/dashboard_pages'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aMember, aMemberSession } from '#tests/helpers/members'
import { aMessage } from '#tests/helpers/messages'
import { aLearner, aSuperAdministrator, enroll } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const PAGES = ['/admin', '/admin/_components', '/admin/nothing']

async function someData() {
  const course = await aCourse()
  await aLecture(course)
  await enroll(await aLearner(), course)
  const author = await aMember()
  await aMemberSession(author)
  await aMessage({ author })
}

/** Of pages, scripts, styles and fonts, compressed with Brotli: browsers accept it from 127.0.0.1 as they do with HTTPS. */
const MOST_BYTES = 150_000
const COUNTED = ['Document', 'Script', 'Stylesheet', 'Font']

/** Counts what a page's browser receives, headers included, as on a first visit: nothing comes from its cache. */
async function sentBytesOf(page: Page) {
  const sizes = new Map<string, number>()
  const counted = new Set<string>()
  const browser = await page.context().newCDPSession(page)
  browser.on('Network.responseReceived', ({ requestId, type }) => {
    if (COUNTED.includes(type)) counted.add(requestId)
  })
  browser.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (counted.has(requestId)) sizes.set(requestId, encodedDataLength)
  })
  await browser.send('Network.enable')
  await browser.send('Network.setCacheDisabled', { cacheDisabled: true })
  return {
    forget: () => sizes.clear(),
    total: () => [...sizes.values()].reduce((sum, size) => sum + size, 0),
  }
}

const LOOKS = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 390 },
] as const

test.group('Every page of the dashboard', (group) => {
  group.each.setup(emptyStores)

  for (const { theme, width } of LOOKS) {
    test(`is accessible, fits the screen and keeps its security policy: ${theme}, ${width} px wide`, async ({
      assert,
      browser,
    }) => {
      await someData()
      const viewport = { width, height: 900 }
      const context = await browser.newContext({ viewport, colorScheme: theme })
      const page = await aPageSignedInAs(await aSuperAdministrator(), context)
      const complaints = complaintsOf(page)

      const visited = await onEveryPage(page, ORIGIN, {
        from: PAGES,
        visit: async (pattern) => {
          assert.deepEqual(await barriersOf(page), [], pattern)
          const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
          assert.isAtMost(scrollWidth, width, pattern)
        },
      })

      assert.includeMembers(visited, [
        '/admin',
        '/admin/account',
        '/admin/audit',
        '/admin/audit/:id',
        '/admin/members',
        '/admin/members/people',
        '/admin/members/people/:id',
      ])
      const unexpected = complaints.filter((text) => !text.includes('404 (Not Found)'))
      assert.deepEqual(unexpected, [])
      await context.close()
    })
      .tags(['@slow'])
      .timeout(480_000)
  }

  test('takes less than 150 KB on a first visit, its HTML included, and nothing from another host', async ({
    assert,
    browserContext,
  }) => {
    await someData()
    const page = await aPageSignedInAs(await aSuperAdministrator(), browserContext)
    const sent = await sentBytesOf(page)
    const foreign: string[] = []
    page.on('request', (request) => {
      const { origin } = new URL(request.url())
      if (origin !== ORIGIN && origin !== 'null') foreign.push(request.url())
    })
    await onEveryPage(page, ORIGIN, {
      from: ['/admin'], // the page of components has characters of all fonts
      visit: async (pattern) => {
        await page.waitForLoadState('networkidle')
        sent.forget()
        await page.reload({ waitUntil: 'networkidle' })
        assert.isAbove(sent.total(), 10_000, pattern)
        assert.isBelow(sent.total(), MOST_BYTES, pattern)
      },
    })
    assert.isEmpty(foreign)
  })
    .tags(['@slow'])
    .timeout(240_000)
})

test.group('The layout of the dashboard', (group) => {
  group.each.setup(emptyStores)

  test('has a drawer on phones, and can be collapsed to icons', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await aPageSignedInAs(await aSuperAdministrator(), context)
    const sidebar = page.locator('.sidebar')
    await sidebar.waitFor({ state: 'hidden' })
    await page.getByLabel('Menu').focus()
    await page.keyboard.press('Space')
    await sidebar.waitFor()
    await page.mouse.click(380, 500)
    await sidebar.waitFor({ state: 'hidden' })
    await page.locator('label:has(#drawer)').click()
    await sidebar.getByRole('link', { name: 'People' }).click()
    await page.waitForURL(`${ORIGIN}/admin/people`)
    await sidebar.waitFor({ state: 'hidden' })

    const sort = await page.locator('thead').getByRole('link', { name: 'Joined' }).boundingBox()
    assert.isAtLeast(sort!.height, 24, 'a list can be sorted')

    const fields = page.locator('.filters > div')
    assert.isFalse(await fields.nth(3).isVisible(), 'filters are folded')
    await page.getByRole('button', { name: 'Filters' }).click()
    const boxes = await Promise.all([3, 4].map((index) => fields.nth(index).boundingBox()))
    assert.equal(boxes[0]!.y, boxes[1]!.y, 'the first and the last day stand beside one another')

    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: 'Collapse' }).click()
    for (const isLoadedAnew of [false, true]) {
      if (isLoadedAnew) await page.reload()
      assert.deepInclude(await sidebar.boundingBox(), { x: 0, width: 64 })
      const frame = await page
        .locator('.frame')
        .evaluate((one) => getComputedStyle(one).paddingLeft)
      assert.equal(frame, '64px')
    }
    await context.close()
  })
})
