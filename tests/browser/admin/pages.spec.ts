/// <reference lib="dom" />
import { get } from 'node:http'
import { test } from '@japa/runner'
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

/** The transfer size in bytes without HTTPS, where browsers accept only gzip. */
async function sentBytesOf(path: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const headers = { 'accept-encoding': 'gzip, deflate' }
  get(ORIGIN + path, { headers }, async (answer) => {
    let size = 0
    for await (const chunk of answer) size += (chunk as Buffer).length
    resolve(answer.statusCode === 200 ? size : Number.NaN)
  }).on('error', reject)
  return promise
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

  test('ships less than 150 KB of JavaScript, CSS and fonts, and nothing from another host', async ({
    assert,
    browserContext,
  }) => {
    const page = await aPageSignedInAs(await aSuperAdministrator(), browserContext)
    const loaded = new Set<string>()
    const foreign: string[] = []
    const sizes: Record<string, number> = {}
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url())
      if (origin !== ORIGIN && origin !== 'null') foreign.push(request.url())
      if (/\.(js|css|woff2)$/.test(pathname)) loaded.add(pathname)
    })
    await onEveryPage(page, ORIGIN, {
      from: ['/admin'], // the page of components has characters of all fonts
      visit: async (pattern) => {
        loaded.clear()
        await page.reload({ waitUntil: 'networkidle' })
        let total = 0
        for (const path of loaded) {
          sizes[path] ??= await sentBytesOf(path)
          total += sizes[path]
        }
        assert.isAbove(total, 10_000, pattern)
        assert.isBelow(total, 150_000, pattern)
      },
    })
    assert.isEmpty(foreign)
  }).tags(['@slow'])
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
