/// <reference lib="dom" />
/*
 * The dashboard of a production build, with demo data or none, for programs that take pictures of it.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { embeddedEnvironment, root, run } from './production_build.ts'
import { ServerProcess } from './server_process.ts'

export const THEMES = ['light', 'dark'] as const

export interface Look {
  width: number
  height: number
  theme: (typeof THEMES)[number]
}

const administrator = { email: 'admin@theta.example', password: 'learn-with-theta' }

/** Serves the build while `visit` runs, with stores of its own. Without demo data there is only an administrator. */
export async function withDashboard(
  data: 'demo' | 'empty',
  visit: (origin: string) => Promise<void>
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'theta-'))
  const env = embeddedEnvironment(dataDir, '3344')
  if (data === 'demo') run(['build/ace.js', 'demo:seed'], env)
  else makeAdministrator(env)
  const server = await ServerProcess.start(root, env)
  try {
    await visit(server.address)
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

function makeAdministrator(env: NodeJS.ProcessEnv) {
  const { email, password } = administrator
  const names = ['--name', 'Theta Administrator', '--password-stdin', '--super']
  run(['build/ace.js', 'account:create', email, ...names], env, password)
}

/** Opens the sign-in page in a window of its own. */
export async function openDashboard(
  browser: Browser,
  origin: string,
  { width, height, theme }: Look
): Promise<Page> {
  const viewport = { width, height }
  const context = await browser.newContext({ viewport, colorScheme: theme })
  const page = await context.newPage()
  await page.goto(`${origin}/admin/sign-in`, { waitUntil: 'networkidle' })
  return page
}

/** Submits the sign-in page. */
export async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Email').fill(administrator.email)
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/admin')
}
