/// <reference lib="dom" />
/*
 * `npm run screenshots`: takes screenshots of every dashboard page, at three widths and in both themes, with demo data
 * and without data. `--folder` names the folder for the pictures.
 */
import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright'
import { launchChromium } from '../tests/helpers/chromium.ts'
import { onEveryPage } from '../tests/helpers/dashboard_pages.ts'
import { THEMES, type Look, openDashboard, signIn, withDashboard } from './demo_dashboard.ts'
import { build } from './production_build.ts'

const { values } = parseArgs({ options: { folder: { type: 'string' } } })
const folder = values.folder
  ? resolve(values.folder)
  : await mkdtemp(join(tmpdir(), 'screenshots-'))
const WIDTHS = [1440, 1024, 390]

async function photograph(browser: Browser, origin: string, data: string, look: Look) {
  const { width, height, theme } = look
  const page = await openDashboard(browser, origin, look)
  /** Enlarges the window to the whole page, so that sticky elements appear at its edges. */
  const save = async (pattern: string) => {
    const name = pattern.replace(/^\/admin\/?/, '').replace(/\W+/g, '-') || 'overview'
    const path = join(folder, `${name}.${data}.${width}.${theme}.png`)
    const pageHeight = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ width, height: pageHeight })
    await page.screenshot({ path })
    await page.setViewportSize({ width, height })
  }
  await save('/admin/sign-in')
  await signIn(page)
  const visit = async (pattern: string) => {
    await page.waitForLoadState('networkidle')
    await save(pattern)
  }
  const visited = await onEveryPage(page, origin, { from: ['/admin', '/admin/nothing'], visit })
  console.log(`${visited.length} pages, ${data}, ${width} px, ${theme}`)
  await page.context().close()
}

console.log('Building …')
build()
await mkdir(folder, { recursive: true })
const browser = await launchChromium()

for (const data of ['demo', 'empty'] as const)
  await withDashboard(data, async (origin) => {
    for (const width of WIDTHS)
      for (const theme of THEMES) {
        const height = width > 1000 ? 900 : 844
        await photograph(browser, origin, data, { width, height, theme })
      }
  })
await browser.close()
console.log(`Pictures are in ${folder}.`)
