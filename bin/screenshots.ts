/// <reference lib="dom" />
/*
 * `npm run screenshots`: pictures of every page of the dashboard, wide and narrow, with the demo's data and empty.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as browserType } from 'playwright'
import { onEveryPage } from '../tests/helpers/dashboard_pages.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'tmp/screenshots')
const port = process.env.PORT || '3344'
const origin = `http://127.0.0.1:${port}`
const administrator = { email: 'admin@theta.example', password: 'learn-with-theta' }

/** Arguments of the packaged Chromium that would end it with the first context, or let any origin read anything. */
const UNWANTED = ['--single-process', '--disable-web-security']

function environment(dataDir: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    SHUTDOWN_GRACE: '0',
    ALLOW_EMBEDDED: 'true',
    APP_KEY: randomBytes(32).toString('base64url'),
    DATA_DIR: dataDir,
    FRONTEND_URL: 'http://localhost:5173',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    PORT: port,
  }
}

function run(args: string[], env: NodeJS.ProcessEnv, input?: string) {
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    input,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (status === 0) return
  process.stderr.write(stdout)
  process.exit(status ?? 1)
}

/** An administrator and nothing else. */
function makeAdministrator(env: NodeJS.ProcessEnv) {
  const { email, password } = administrator
  const names = ['--name', 'Theta Administrator', '--password-stdin', '--super']
  run(['build/ace.js', 'account:create', email, ...names], env, password)
}

async function photograph(browser: Browser, data: string, width: number, theme: 'light' | 'dark') {
  const viewport = { width, height: width > 1000 ? 900 : 844 }
  const context = await browser.newContext({ viewport, colorScheme: theme })
  const page = await context.newPage()
  /** The window grows with the page: what sticks to its edges stands at the page's ends then. */
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
  await page.getByLabel('E-mail').fill(administrator.email)
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

async function untilItAnswers() {
  for (;;) {
    const answer = await fetch(`${origin}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((again) => setTimeout(again, 100))
  }
}

console.log('Building …')
run(['ace.js', 'build', '--tsconfig=tsconfig.build.json'], {
  ...process.env,
  NODE_ENV: 'development',
})
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const browser = await browserType.launch({
  executablePath: await chromium.executablePath(),
  args: chromium.args.filter((name) => !UNWANTED.includes(name)),
})

for (const data of ['demo', 'empty']) {
  const dataDir = await mkdtemp(join(tmpdir(), 'theta-'))
  const env = environment(dataDir)
  if (data === 'demo') run(['build/ace.js', 'demo:seed'], env)
  else makeAdministrator(env)
  const server = spawn(process.execPath, ['build/bin/server.js'], {
    cwd: root,
    env,
    stdio: 'inherit',
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  try {
    await untilItAnswers()
    for (const width of [1440, 390]) await photograph(browser, data, width, 'light')
    if (data === 'demo') await photograph(browser, data, 1440, 'dark')
  } finally {
    server.kill('SIGTERM')
    await ended
    await rm(dataDir, { recursive: true, force: true })
  }
}
await browser.close()
console.log(`Pictures are in ${folder}.`)
