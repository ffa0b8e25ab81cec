/*
 * `npm run pictures`: renews the pictures of the dashboard in docs/pictures, which the README shows.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { launchChromium } from '../tests/helpers/chromium.ts'
import { type Look, openDashboard, signIn, withDashboard } from './demo_dashboard.ts'
import { build, root } from './production_build.ts'

interface Picture extends Look {
  name: string
  path: string
  /** Text of a link to follow from there. */
  follow?: string
}

const PICTURES: Picture[] = [
  { name: 'overview', path: '/admin', width: 1200, height: 1000, theme: 'light' },
  { name: 'courses', path: '/admin/courses', width: 1200, height: 750, theme: 'dark' },
  { name: 'payments', path: '/admin/payments', width: 1200, height: 760, theme: 'light' },
  {
    name: 'lectures',
    path: '/admin/courses',
    follow: 'TypeScript from Scratch',
    width: 1200,
    height: 750,
    theme: 'light',
  },
  { name: 'phone', path: '/admin/courses', width: 390, height: 844, theme: 'light' },
]

console.log('Building …')
build()
const browser = await launchChromium()
await withDashboard('demo', async (origin) => {
  for (const { name, path, follow, ...look } of PICTURES) {
    const page = await openDashboard(browser, origin, look)
    await signIn(page)
    await page.goto(origin + path, { waitUntil: 'networkidle' })
    if (follow) {
      await page.getByRole('link', { name: follow }).first().click()
      await page.waitForLoadState('networkidle')
      await page.getByRole('heading', { name: follow }).blur()
    }
    const picture = await sharp(await page.screenshot())
      .webp({ quality: 80 })
      .toBuffer()
    await writeFile(join(root, 'docs/pictures', `${name}.webp`), picture)
    console.log(`${name}.webp: ${picture.length} bytes`)
    await page.context().close()
  }
})
await browser.close()
