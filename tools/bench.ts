/*
 * `npm run bench`: benchmarks the production build with demo data, compared with a bare node:http
 * server that sends the same bytes. Client and servers share the machine, so only the ratios are
 * meaningful. `npm run bench -- progress` runs only the calls with that word in their name, `-- board`
 * those of the message board.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { boardCalls, comparedWithSignIn } from './bench/board.ts'
import { type Baseline, type Call, measure, message } from './bench/measure.ts'
import { type Row, table } from './bench/report.ts'
import { build, embeddedEnvironment, root, run } from './production_build.ts'
import { ServerProcess } from './server_process.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'theta-bench-'))
const selection = process.argv[2] ?? ''
const MANY_COURSES = 500
/** Beginning of the names of the message board's calls, which need a preparation of their own. */
const BOARD_CALLS = 'board'
const MEBIBYTE = 1024 * 1024

const env = { ...embeddedEnvironment(dataDir, '3390'), RATE_LIMITS: 'off' }

const isSelected = ({ name }: Call) => name.includes(selection)

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

  const bareServer = fork(join(root, 'tools/bench/baseline.ts'))
  const { port } = await message<{ port: number }>(bareServer)
  const baseline: Baseline = { process: bareServer, address: `http://127.0.0.1:${port}` }
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
    for (const call of calls.filter(isSelected)) rows.push(await measure(server, baseline, call))
    if (BOARD_CALLS.startsWith(selection) || selection.startsWith(BOARD_CALLS)) {
      const board = await boardCalls(address, dataDir)
      for (const call of board.filter(isSelected)) rows.push(await measure(server, baseline, call))
    }
    if (isSelected(manyCourses)) {
      await addCourses(address, administrator, MANY_COURSES - 6)
      rows.push(await measure(server, baseline, manyCourses))
    }

    console.log(table(rows))
    console.log(`\n${comparedWithSignIn(rows)}`)
    console.log(
      `\nFirst 200 after ${Math.round(server.millisecondsToFirstAnswer)} ms. Resident memory: ${Math.round(atRest)} MiB at rest, ${Math.round(server.residentMemory())} MiB after.`
    )
  } finally {
    bareServer.kill()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await main()
