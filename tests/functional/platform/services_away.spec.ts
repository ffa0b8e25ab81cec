import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { UPLOADS_PATH } from '#app/admin/uploads/uploads_path'
import { newId } from '#app/platform/ids'
import { Visitor } from '#tests/helpers/dashboard'
import { eventually } from '#tests/helpers/eventually'
import {
  type OutsideServices,
  type ServiceName,
  startOutsideServices,
} from '#tests/helpers/outside_services'
import {
  ACE,
  ace,
  type AppProcess,
  type AppServer,
  aTemporaryFolder,
  embeddedIn,
  start,
  startServer,
} from '#tests/helpers/processes'
import { emptyStores } from '#tests/helpers/stores'

const MOST_SECONDS = 3
const MOST_SECONDS_TO_RECOVER = 10
const PASSWORD = 'learn-with-theta'

type Call =
  | 'course list'
  | 'who am I'
  | 'sign in'
  | 'register'
  | 'complete'
  | 'cover'
  | 'publish'
  | 'begin upload'

/** The services, the calls that need each of them and the calls that continue without it. */
const SERVICES: {
  name: ServiceName
  variable?: 'DATABASE_URL' | 'REDIS_URL'
  needs: Call[]
  goesOn: Call[]
}[] = [
  {
    name: 'SQL',
    variable: 'DATABASE_URL',
    needs: ['sign in', 'register', 'who am I', 'complete', 'begin upload'],
    goesOn: ['course list', 'cover'],
  },
  {
    name: 'MongoDB',
    needs: ['complete', 'publish'],
    goesOn: ['course list', 'who am I', 'sign in', 'register', 'cover', 'begin upload'],
  },
  {
    name: 'Redis',
    variable: 'REDIS_URL',
    needs: ['sign in', 'register'],
    goesOn: ['course list', 'who am I', 'complete', 'cover', 'publish', 'begin upload'],
  },
  {
    name: 'Files',
    needs: ['cover', 'publish', 'begin upload'],
    goesOn: ['course list', 'who am I', 'sign in', 'complete'],
  },
  {
    name: 'Mail',
    needs: [],
    goesOn: ['course list', 'register', 'sign in', 'cover', 'complete', 'publish', 'begin upload'],
  },
]

const AWAY = SERVICES.flatMap((service) =>
  (['refuses', 'is silent', 'answers 500'] as const)
    .filter((how) => how !== 'answers 500' || service.name === 'Files')
    .map((how) => ({ ...service, how }))
)

test.group('While a service is unavailable', (group) => {
  let server: AppServer
  let worker: AppProcess | undefined
  let outside: OutsideServices
  let calls: Record<Call, () => Promise<Response>>

  group.tap((one) => one.timeout(90_000).tags(['@slow']))
  group.setup(async () => {
    await emptyStores()
    const [folder, remove] = await aTemporaryFolder()
    outside = await startOutsideServices(`${folder}/mongo`)
    const environment = { ...embeddedIn(folder), ...outside.settings }
    const seeded = await ace(['demo:seed'], environment)
    if (seeded.code !== 0) throw new Error(seeded.stderr)
    server = await startServer(environment)
    // with Redis, servers leave jobs to worker processes
    if (env.get('REDIS_URL')) worker = start([ACE, 'jobs:work'], environment)
    calls = await prepareCalls(server.url)
    return async () => {
      await Promise.all([server.stop(), worker?.stop()])
      await outside.close()
      await emptyStores()
      await remove()
    }
  })

  async function timed(call: Call) {
    const began = performance.now()
    const response = await calls[call]()
    const body = await response.arrayBuffer()
    const seconds = (performance.now() - began) / 1000
    const text = Buffer.from(body).toString()
    return { call, status: response.status, headers: response.headers, seconds, text }
  }

  async function readiness() {
    const response = await fetch(`${server.url}/health/ready`)
    const { checks } = (await response.json()) as { checks: { name: string; status: string }[] }
    const down = checks.filter(({ status }) => status === 'error').map(({ name }) => name)
    return { status: response.status, down, names: checks.map(({ name }) => name) }
  }

  /** Waits until readiness has a status, since it is cached for a second. @returns the services that are down */
  async function untilReadyIs(expected: number) {
    for (const began = Date.now(); Date.now() - began < MOST_SECONDS_TO_RECOVER * 1000;) {
      const { status, down } = await readiness()
      if (status === expected) return down
      await sleep(100)
    }
    throw new Error(`/health/ready never answered ${expected}`)
  }

  test('starts with every service working', async ({ assert }) => {
    for (const call of Object.keys(calls) as Call[]) {
      const { status, text } = await timed(call)
      assert.oneOf(status, [200, 201], `${call}: ${text}`)
    }
    const { status, names } = await readiness()
    assert.equal(status, 200)
    const inProcess = [...(outside.ways.SQL ? [] : ['SQL']), ...(worker ? [] : ['Jobs'])]
    assert.sameMembers(names, [...Object.keys(outside.ways), ...inProcess])
  })

  for (const { name, variable, how, needs, goesOn } of AWAY) {
    test(`fails fast only where the service is needed: ${name} ${how}`, async ({
      assert,
      cleanup,
    }) => {
      const way = outside.ways[name]!
      await timed('course list') // after a change, the catalog is reloaded
      cleanup(() => way.open())
      if (how === 'refuses') await way.cut()
      else if (how === 'is silent') way.silence()
      else way.fail()

      // The first round finds connections that were open; the second has to open new ones. One round of silence is enough.
      const rounds = how === 'is silent' ? 1 : 2
      for (let round = 1; round <= rounds; round++) {
        const [refused, answered] = await Promise.all(
          [needs, goesOn].map((some) => Promise.all(some.map(timed)))
        )
        for (const { call, status, headers, seconds, text } of refused) {
          assert.equal(status, 503, `${call}: ${text}`)
          assert.isAbove(Number(headers.get('retry-after')), 0, call)
          assert.isBelow(seconds, MOST_SECONDS, call)
        }
        for (const { call, status, seconds, text } of answered) {
          assert.oneOf(status, [200, 201], `${call}: ${text}`)
          assert.isBelow(seconds, MOST_SECONDS, call)
        }
      }
      const live = await fetch(`${server.url}/health`)
      assert.equal(live.status, 200)
      assert.deepEqual(await untilReadyIs(503), [name])

      await way.open()
      const broughtBackAt = Date.now()
      const inTime = () => Date.now() - broughtBackAt < MOST_SECONDS_TO_RECOVER * 1000
      for (const call of [...needs, ...goesOn]) {
        let answer = await timed(call)
        while (answer.status === 503 && inTime()) answer = await timed(call)
        assert.oneOf(answer.status, [200, 201], `${call}: ${answer.text}`)
        assert.isBelow(answer.seconds, MOST_SECONDS_TO_RECOVER, call)
      }
      assert.deepEqual(await untilReadyIs(200), [])
    }).skip(Boolean(variable) && !env.get(variable!), `needs ${variable}`)
  }

  test('does not treat a slow database as unavailable', async ({ assert }) => {
    const { rows } = await db.rawQuery(`select 'there' as answer, pg_sleep(${MOST_SECONDS})`)
    assert.equal(rows[0].answer, 'there')
  }).skip(!env.get('DATABASE_URL'), 'needs DATABASE_URL')

  test('keeps mails waiting, and sends them when everything is back', async ({ assert }) => {
    const email = `${newId()}@theta.example`
    await register(server.url, email)
    const has = () => outside.mails.some((mail) => mail.includes(email))
    await eventually(has, 60)
    assert.isTrue(has())
  })
})

let callers = 0

/** Makes each call from a new address, so that no rate limit applies. */
const json = (token = 'null') => ({
  token,
  'content-type': 'application/json',
  'x-forwarded-for': `10.0.0.${++callers}`,
})

function register(url: string, email: string) {
  const body = JSON.stringify({ name: 'Asha', email, password: 'a long password' })
  return fetch(`${url}/api/user/register`, { method: 'POST', headers: json(), body })
}

async function prepareCalls(url: string): Promise<Record<Call, () => Promise<Response>>> {
  const signIn = (email: string) => {
    const body = JSON.stringify({ email, password: PASSWORD })
    return fetch(`${url}/api/user/login`, { method: 'POST', headers: json(), body })
  }
  const tokenOf = async (email: string) => {
    const response = await signIn(email)
    const { token } = (await response.json()) as { token: string }
    return token
  }
  const learner = await tokenOf('learner@theta.example')
  const administrator = await tokenOf('admin@theta.example')
  const get = (path: string, token?: string) => fetch(url + path, { headers: json(token) })
  const mine = await get('/api/mycourse', learner)
  const { courses } = (await mine.json()) as Courses
  const inside = await get(`/api/lectures/${courses[0]._id}`, learner)
  const { lectures } = (await inside.json()) as Lectures
  const visitor = new Visitor(url)
  await visitor.signIn({ email: 'admin@theta.example' }, { password: PASSWORD })
  const query = `course=${courses[0]._id}&lectureId=${lectures[0]._id}`

  return {
    'course list': () => get('/api/course/all'),
    'who am I': () => get('/api/user/me', learner),
    'sign in': () => signIn('learner@theta.example'),
    'register': () => register(url, `${newId()}@theta.example`),
    'complete': () =>
      fetch(`${url}/api/user/progress?${query}`, { method: 'POST', headers: json(learner) }),
    'cover': () => get(`/${courses[0].image}`),
    'publish': () => {
      const body = new FormData()
      const fields = { title: 'Knots', description: 'All', category: 'Craft', price: '1' }
      for (const [name, value] of Object.entries({ ...fields, createdBy: 'Asha', duration: '1' }))
        body.append(name, value)
      body.append('file', new File([PNG], 'cover.png', { type: 'image/png' }))
      const headers = { token: administrator }
      return fetch(`${url}/api/course/new`, { method: 'POST', headers, body })
    },
    'begin upload': async () => {
      const facts = {
        'tus-resumable': '1.0.0',
        'upload-length': '1000',
        'accept': 'application/json',
      }
      const { status, headers, html } = await visitor.send('POST', UPLOADS_PATH, { headers: facts })
      return new Response(html, { status, headers })
    },
  }
}

interface Courses {
  courses: { _id: string; image: string }[]
}

interface Lectures {
  lectures: { _id: string }[]
}

/** A one-pixel picture. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)
