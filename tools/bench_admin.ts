/*
 * `npm run bench:admin`: measures the response times of the dashboard's lists with 10,000 users,
 * 1,000 courses and 100,000 payments, compared with the demo's data. Sends one request at a time to
 * the production build.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, embeddedEnvironment, root, run } from './production_build.ts'
import { ServerProcess } from './server_process.ts'

const REPEATS = 40
const WARM_UPS = 15
const MAX_RATIO = 3

const PAGES = [
  '/admin/courses',
  '/admin/people',
  '/admin/people?sort=name',
  '/admin/people?search=person',
  '/admin/payments',
  '/admin/payments?page=1000&sort=amount',
  '/admin/payments/orders',
  '/admin/payments/orders?state=open',
  '/admin/media',
  '/admin/audit',
  '/admin/search?q=person',
]

/** @returns cookies of a signed-in administrator */
async function signIn(address: string): Promise<string> {
  const jar = new Map<string, string>()
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair)
    }
    return response
  }
  const cookie = () => [...jar.values()].join('; ')
  const headers = { accept: 'text/html' }
  const page = keep(await fetch(`${address}/admin/sign-in`, { headers }))
  const token = /name="csrf-token" content="([^"]+)"/.exec(await page.text())![1]
  const body = new URLSearchParams({
    _csrf: token,
    email: 'admin@theta.example',
    password: 'learn-with-theta',
  })
  const answer = await fetch(`${address}/admin/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers, cookie: cookie() },
    body,
  })
  keep(answer)
  return cookie()
}

/** Median response time of a page, in milliseconds. `null` if the page does not exist. */
async function timeOf(address: string, path: string, cookie: string): Promise<number | null> {
  const times: number[] = []
  for (let repeat = 0; repeat < WARM_UPS + REPEATS; repeat++) {
    const begun = performance.now()
    const response = await fetch(address + path, { headers: { accept: 'text/html', cookie } })
    await response.arrayBuffer()
    if (response.status === 404) return null
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
    if (repeat >= WARM_UPS) times.push(performance.now() - begun)
  }
  return times.sort((one, other) => one - other)[Math.floor(REPEATS / 2)]
}

async function measure(seed: (env: NodeJS.ProcessEnv) => void): Promise<(number | null)[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'theta-bench-admin-'))
  const env = { ...embeddedEnvironment(dataDir, '3391'), RATE_LIMITS: 'off' }
  try {
    seed(env)
    const server = await ServerProcess.start(root, env)
    try {
      const cookie = await signIn(server.address)
      const times: (number | null)[] = []
      for (const path of PAGES) times.push(await timeOf(server.address, path, cookie))
      return times
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

build()
const seedDemo = (env: NodeJS.ProcessEnv) => run(['build/ace.js', 'demo:seed'], env)
const small = await measure(seedDemo)
const large = await measure((env) => {
  seedDemo(env)
  run(['ace.js', 'bench:seed'], { ...env, NODE_ENV: 'development' }) // production builds exclude this command
})

console.log('| page | demo (ms) | 100,000 payments (ms) | ratio | |')
console.log('|---|---:|---:|---:|---|')
let isReached = true
for (const [index, path] of PAGES.entries()) {
  const [before, after] = [small[index], large[index]]
  if (before === null || after === null) continue
  const ratio = after / before
  if (ratio > MAX_RATIO) isReached = false
  const verdict = ratio <= MAX_RATIO ? '✓' : `✗ (target: ${MAX_RATIO})`
  console.log(
    `| \`${path}\` | ${before.toFixed(1)} | ${after.toFixed(1)} | ${ratio.toFixed(1)} | ${verdict} |`
  )
}
process.exitCode = isReached ? 0 : 1
