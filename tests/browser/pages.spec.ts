/// <reference lib="dom" />
import { test } from '@japa/runner'
import env from '#start/env'

const BACKEND = `http://${env.get('HOST')}:${env.get('PORT')}`

test.group('Pages', () => {
  test('the start page tells where to go, on any screen')
    .with([1440, 390])
    .run(async ({ assert, browserContext }, width) => {
      const page = await browserContext.newPage()
      await page.setViewportSize({ width, height: 800 })
      const complaints: string[] = []
      page.on(
        'console',
        (entry) => void (entry.type() === 'error' && complaints.push(entry.text()))
      )
      await page.goto(`${BACKEND}/`)

      assert.equal(await page.locator('h1').count(), 1)
      await page.getByRole('link', { name: 'Learn', exact: false }).first().waitFor()
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.isAtMost(scrollWidth, width)
      assert.notMatch(complaints.join('\n'), /Content Security Policy/)
      await page.getByRole('link', { name: 'Courses as JSON' }).click()
      assert.include(await page.content(), '"courses"')
    })

  test('an unknown page says so and leads back', async ({ assert, browserContext }) => {
    const page = await browserContext.newPage()
    const response = await page.goto(`${BACKEND}/nothing-here`)

    assert.equal(response!.status(), 404)
    assert.include(await page.locator('h1').innerText(), 'nothing at this address')
    await page.getByRole('link', { name: 'Back to the start' }).click()
    await page.getByRole('link', { name: 'Courses as JSON' }).waitFor()
  })
})
