/// <reference lib="dom" />
/*
 * `npm run screenshots`: takes screenshots of every dashboard page, at three widths and in both themes, with demo data
 * and without data. `--folder` names the folder for the pictures.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright'
import { launchChromium } from '../tests/helpers/chromium.ts'
import { onEveryPage } from '../tests/helpers/dashboard_pages.ts'
import { build, embeddedEnvironment, root, run } from './production_build.ts'
import { ServerProcess } from './server_process.ts'

const { values } = parseArgs({ options: { folder: { type: 'string' } } })
const folder = values.folder
  ? resolve(values.folder)
  : await mkdtemp(join(tmpdir(), 'screenshots-'))
const WIDTHS = [1440, 1024, 390]
const THEMES = ['light', 'dark'] as const
const administrator = { email: 'admin@theta.example', password: 'learn-with-theta' }

/** Administrator without any other data. */
function makeAdministrator(env: NodeJS.ProcessEnv) {
  const { email, password } = administrator
  const names = ['--name', 'Theta Administrator', '--password-stdin', '--super']
  run(['build/ace.js', 'account:create', email, ...names], env, password)
}

async function photograph(
  browser: Browser,
  origin: string,
  { data, width, theme }: { data: string; width: number; theme: (typeof THEMES)[number] }
) {
  const viewport = { width, height: width > 1000 ? 900 : 844 }
  const context = await browser.newContext({ viewport, colorScheme: theme })
  const page = await context.newPage()
  /** Enlarges the window to the whole page, so that sticky elements appear at its edges. */
  const save = async (pattern: string) => {
    const name = pattern.replace(/^\/admin\/?/, '').replace(/\W+/g, '-') || 'overview'
    const path = join(folder, `${name}.${data}.${width}.${theme}.png`)
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ width, height })
    await page.screenshot({ path })
    await page.setViewportSize(viewport)
  }
  await page.goto(`${origin}/admin/sign-in`, { waitUntil: 'networkidle' })
  await save('/admin/sign-in')
  await page.getByLabel('Email').fill(administrator.email)
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${origin}/admin`)
  const visit = async (pattern: string) => {
    await page.waitForLoadState('networkidle')
    await save(pattern)
  }
  const visited = await onEveryPage(page, origin, { from: ['/admin', '/admin/nothing'], visit })
  console.log(`${visited.length} pages, ${data}, ${width} px, ${theme}`)
  await context.close()
}

console.log('Building …')
build()
await mkdir(folder, { recursive: true })
const browser = await launchChromium()

for (const data of ['demo', 'empty']) {
  const dataDir = await mkdtemp(join(tmpdir(), 'theta-'))
  const env = embeddedEnvironment(dataDir, '3344')
  if (data === 'demo') run(['build/ace.js', 'demo:seed'], env)
  else makeAdministrator(env)
  const server = await ServerProcess.start(root, env)
  const { address } = server
  try {
    for (const width of WIDTHS)
      for (const theme of THEMES) await photograph(browser, address, { data, width, theme })
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
await browser.close()
console.log(`Pictures are in ${folder}.`)
