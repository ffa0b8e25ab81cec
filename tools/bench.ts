/*
 * `npm run bench`: benchmarks the production build with demo data, compared with a bare node:http
 * server that sends the same bytes. Client and servers share the machine, so only the ratios are
 * meaningful. `npm run bench -- progress` runs only the calls with that word in their name.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import type { BaselineAnswer, BaselineUpdate } from './bench/baseline.ts'
import { type Row, table } from './bench/report.ts'
import { build, embeddedEnvironment, root, run } from './production_build.ts'
import { ServerProcess } from './server_process.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'theta-bench-'))
const selection = process.argv[2] ?? ''
const seconds = Number(process.env.BENCH_SECONDS || 4)
const CONNECTIONS = 20
/**
 * Warm-up, after which the engine has optimized the code, as in a server that has run for a while.
 */
const WARM_UP_IN_SECONDS = 4
const MANY_COURSES = 500
const MEBIBYTE = 1024 * 1024

const env = { ...embeddedEnvironment(dataDir, '3390'), RATE_LIMITS: 'off' }

interface Call {
  name: string
  method?: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  /** Update that the bare server makes for each request. */
  update?: BaselineUpdate
  target?: number
}

const isSelected = ({ name }: Call) => name.includes(selection)

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve) => child.once('message', resolve as (message: unknown) => void))
}

async function load(address: string, { path, method = 'GET', headers }: Call, duration: number) {
  const result = await autocannon({
    url: address + path,
    method,
    headers,
    connections: CONNECTIONS,
    duration,
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${path}: ${result.non2xx} refused, ${result.errors} without an answer`)
  return result
}

async function measure(
  server: ServerProcess,
  baseline: ChildProcess,
  baselineAddress: string,
  call: Call
): Promise<Row> {
  const response = await fetch(server.address + call.path, {
    method: call.method,
    headers: call.headers,
  })
  const body = Buffer.from(await response.arrayBuffer())
  const headers = Object.fromEntries(
    [...response.headers].filter(([name]) => !['connection', 'keep-alive', 'date'].includes(name))
  )
  const answer: BaselineAnswer = {
    status: response.status,
    headers,
    body: body.toString('base64'),
    update: call.update,
  }
  const ready = message(baseline)
  baseline.send(answer)
  await ready

  await load(baselineAddress, call, WARM_UP_IN_SECONDS)
  await load(server.address, call, WARM_UP_IN_SECONDS)
  const bare = [await load(baselineAddress, call, seconds / 2)]
  const own = await load(server.address, call, seconds)
  bare.push(await load(baselineAddress, call, seconds / 2))

  const bareRate = (bare[0].requests.average + bare[1].requests.average) / 2
  const { latency, requests } = own
  const ratio = requests.average / bareRate
  return {
    name: call.name,
    requestsPerSecond: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    ratio,
    target: call.target,
  }
}

async function signIn(address: string, email: string): Promise<Record<string, string>> {
  const response = await fetch(`${address}/api/user/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'learn-with-theta' }),
  })
  const { token } = (await response.json()) as { token: string }
  return { token }
}

/** Minimal file that is recognized as MP4, without playable content. */
function mp4(bytes: number): Blob {
  const head = Buffer.from([
    0,
    0,
    0,
    24,
    ...Buffer.from('ftypisom'),
    0,
    0,
    2,
    0,
    ...Buffer.from('isomiso2'),
  ])
  return new Blob([head, Buffer.alloc(bytes - head.length)])
}

async function addLecture(
  address: string,
  administrator: Record<string, string>,
  course: string
): Promise<string> {
  const form = new FormData()
  form.set('title', 'A long lecture')
  form.set('description', 'Eight mebibytes of it')
  form.set('file', mp4(8 * MEBIBYTE), 'lecture.mp4')
  const response = await fetch(`${address}/api/course/${course}`, {
    method: 'POST',
    headers: administrator,
    body: form,
  })
  const { lecture } = (await response.json()) as { lecture: { video: string } }
  return lecture.video
}

async function addCourses(address: string, administrator: Record<string, string>, count: number) {
  const png = new Blob([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64'
    ),
  ])
  for (let number = 0; number < count; number++) {
    const form = new FormData()
    const description =
      'One of many courses, with a description of about the usual length. '.repeat(3)
    for (const [name, value] of Object.entries({
      title: `Course ${number}`,
      description,
      category: 'Many',
      price: '499',
      createdBy: 'Asha Rao',
      duration: '6',
    }))
      form.set(name, value)
    form.set('file', png, 'cover.png')
    const response = await fetch(`${address}/api/course/new`, {
      method: 'POST',
      headers: administrator,
      body: form,
    })
    if (!response.ok) throw new Error(await response.text())
  }
}

async function main() {
  build()
  run(['--max-semi-space-size=8', 'build/bin/compile.js'], env)
  run(['build/ace.js', 'demo:seed'], env)

  const baseline = fork(join(root, 'tools/bench/baseline.ts'))
  const { port } = await message<{ port: number }>(baseline)
  const baselineAddress = `http://127.0.0.1:${port}`
  const server = await ServerProcess.start(root, env)
  try {
    await sleep(3000)
    const atRest = server.residentMemory()
    const { address } = server
    const learner = await signIn(address, 'learner@theta.example')
    const administrator = await signIn(address, 'admin@theta.example')
    const me = await fetch(`${address}/api/user/me`, { headers: learner })
    const { user } = (await me.json()) as { user: { _id: string } }
    const mine = await fetch(`${address}/api/mycourse`, { headers: learner })
    const { courses } = (await mine.json()) as { courses: { _id: string }[] }
    const course = courses[0]._id
    const list = await fetch(`${address}/api/lectures/${course}`, { headers: learner })
    const { lectures } = (await list.json()) as { lectures: { _id: string }[] }
    const lecture = lectures[0]._id
    const video = await addLecture(address, administrator, course)

    const calls: Call[] = [
      { name: 'course list', path: '/api/course/all', target: 0.4 },
      { name: 'one course', path: `/api/course/${course}`, target: 0.35 },
      { name: 'me', path: '/api/user/me', headers: learner, target: 0.2 },
      { name: 'one lecture', path: `/api/lecture/${lecture}`, headers: learner, target: 0.15 },
      {
        name: 'progress post',
        method: 'POST',
        path: `/api/user/progress?course=${course}&lectureId=${lecture}`,
        headers: learner,
        update: { folder: join(dataDir, 'mongo'), user: user._id, course, lecture },
        target: 0.5,
      },
      {
        name: '1 MiB range of a lecture file',
        path: `/${video}`,
        headers: { range: `bytes=${MEBIBYTE}-${2 * MEBIBYTE - 1}` },
        target: 0.5,
      },
    ]
    const manyCourses: Call = {
      name: `course list, ${MANY_COURSES} courses`,
      path: '/api/course/all',
      target: 0.4,
    }
    const rows: Row[] = []
    for (const call of calls.filter(isSelected))
      rows.push(await measure(server, baseline, baselineAddress, call))
    if (isSelected(manyCourses)) {
      await addCourses(address, administrator, MANY_COURSES - 6)
      rows.push(await measure(server, baseline, baselineAddress, manyCourses))
    }

    console.log(table(rows))
    console.log(
      `\nFirst 200 after ${Math.round(server.millisecondsToFirstAnswer)} ms. Resident memory: ${Math.round(atRest)} MiB at rest, ${Math.round(server.residentMemory())} MiB after.`
    )
  } finally {
    baseline.kill()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await main()
