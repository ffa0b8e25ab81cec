/// <reference lib="dom" />
import { test } from '@japa/runner'
import env from '#start/env'

const BACKEND = `http://${env.get('HOST')}:${env.get('PORT')}`

test.group('Pages', () => {
  test('has a start page with links that fits a screen {$self} px wide')
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
      await page.getByRole('link', { name: 'Dashboard' }).waitFor()
      await page.getByRole('link', { name: 'Courses as JSON' }).click()
      assert.include(await page.content(), '"courses"')
    })

  test('says that a page is unknown, and leads back', async ({ assert, browserContext }) => {
    const page = await browserContext.newPage()
    const response = await page.goto(`${BACKEND}/nothing-here`)

    assert.equal(response!.status(), 404)
    assert.include(await page.locator('h1').innerText(), 'Page not found.')
    await page.getByRole('link', { name: 'Back to the start' }).click()
    await page.getByRole('link', { name: 'Courses as JSON' }).waitFor()
  })

  test('serves built files compressed and cacheable for good', async ({ assert }) => {
    const page = await fetch(`${BACKEND}/`, { headers: { accept: 'text/html' } })
    const [path] = /\/assets\/app-[\w-]+\.css/.exec(await page.text())!
    const ask = (encoding: string) =>
      fetch(BACKEND + path, { headers: { 'accept-encoding': encoding } })
    const plain = await ask('identity')
    const contents = await plain.text()
    assert.isNull(plain.headers.get('content-encoding'))
    for (const [accepted, encoding] of [
      ['gzip, deflate', 'gzip'],
      ['gzip, deflate, br', 'br'],
    ]) {
      const answer = await ask(accepted)
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('content-encoding'), encoding)
      assert.match(answer.headers.get('content-type')!, /^text\/css/)
      assert.match(answer.headers.get('cache-control')!, /max-age=31536000, immutable/)
      assert.match(answer.headers.get('vary')!, /accept-encoding/)
      assert.isBelow(Number(answer.headers.get('content-length')), contents.length / 3)
      assert.equal(await answer.text(), contents)
    }
    for (const other of [
      '/assets/none.css',
      '/assets/..%2f..%2fpackage.json',
      '/assets/.vite/manifest.json',
    ]) {
      const { status, headers } = await fetch(BACKEND + other)
      assert.equal(status, 404, other)
      assert.isNull(headers.get('content-encoding'))
    }
  })
})
