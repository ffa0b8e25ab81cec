import { exec } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { codeOf, mails } from '#tests/helpers/mailbox'
import {
  ace,
  type AppProcess,
  aTemporaryFolder,
  embeddedIn,
  start,
  until,
} from '#tests/helpers/processes'
import { freePort } from '../../../bin/free_port.js'

interface Demo extends AppProcess {
  dataDir: string
  url: string
}

/** The information that the demo prints on the terminal. */
function said({ stdout }: Demo) {
  const line = (name: string) => new RegExp(`^ +${name} +(.*)$`, 'm').exec(stdout())?.[1] ?? ''
  const [adminEmail, adminPassword] = line('Administrator').split(/ +/)
  const [learnerEmail, learnerPassword] = line('Learner').split(/ +/)
  return {
    startPage: line('Start page'),
    api: line('API'),
    paying: line('Paying'),
    shop: line('Sandbox shop'),
    mails: line('Mails').replace(/ \(.*$/, ''),
    administrator: { email: adminEmail, password: adminPassword },
    learner: { email: learnerEmail, password: learnerPassword },
  }
}

/** Runs the payment command that the demo prints, in the project's folder. @returns its output */
async function typed(line: string, order: string): Promise<string> {
  const { PATH, HOME } = process.env
  const options = { cwd: app.makePath(), env: { PATH, HOME } }
  const { stdout } = await promisify(exec)(line.replace('<order>', order), options)
  return stdout
}

async function startDemo(dataDir: string): Promise<Demo> {
  const port = await freePort()
  const demo = start(['bin/demo.ts'], { DATA_DIR: dataDir, PORT: String(port) })
  await until(async () => demo.stdout().includes('Press Ctrl+C'), demo)
  return { ...demo, dataDir, url: `http://localhost:${port}` }
}

/** Calls the API as the frontend does: with JSON or a form, and with the header `token`, `null` when signed out. */
function caller(url: string, token = 'null') {
  const call = async (method: string, path: string, body?: object) => {
    const isForm = body instanceof FormData
    const response = await fetch(new URL(path, url), {
      method,
      headers: { token, ...(isForm ? {} : { 'content-type': 'application/json' }) },
      body: isForm ? body : body && JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: JSON.parse(text) }
  }
  return {
    call,
    async get(path: string) {
      const { body } = await call('GET', path)
      return body
    },
    async statusOf(method: string, path: string, body?: object) {
      const { status } = await call(method, path, body)
      return status
    },
  }
}

/** Fetches a file, or a range of it. */
async function fetched(address: string, headers: Record<string, string> = {}) {
  const response = await fetch(address, { headers })
  const contents = Buffer.from(await response.arrayBuffer())
  return { status: response.status, type: response.headers.get('content-type'), contents }
}

async function signIn(url: string, credentials: object) {
  const { status, body } = await caller(url).call('POST', '/api/user/login', credentials)
  if (status !== 200) throw new Error(`Signing in was answered ${status}: ${body.message}`)
  return caller(url, body.token)
}

function form(fields: Record<string, string | [Buffer<ArrayBuffer>, string]>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') data.append(name, value)
    else data.append(name, new Blob([value[0]]), value[1])
  }
  return data
}

const demoFile = async (name: string): Promise<Buffer<ArrayBuffer>> =>
  Buffer.from(await readFile(app.makePath('database/demo', name)))

async function codeInMail(demo: Demo, email: string): Promise<string> {
  return until(async () => {
    const all = await mails(said(demo).mails)
    const mail = all.find((source) => source.includes(email))
    return mail && codeOf(mail)
  }, demo)
}

/** The demo data as its users see it. */
async function whatThereIs(demo: Demo) {
  const administering = await signIn(demo.url, said(demo).administrator)
  const learning = await signIn(demo.url, said(demo).learner)
  const { courses } = await learning.get('/api/mycourse')
  const progressOf = ({ _id }: { _id: string }) => learning.get(`/api/user/progress?course=${_id}`)
  return Promise.all([
    administering.get('/api/course/all'),
    administering.get('/api/stats'),
    administering.get('/api/users'),
    ...courses.map(progressOf),
  ])
}

test.group('The demo', (group) => {
  group.tap((one) => one.timeout(180_000).tags(['@embedded']))
  let demo: Demo
  let cleanUp: () => Promise<void>

  group.setup(async () => {
    const [folder, remove] = await aTemporaryFolder()
    cleanUp = remove
    demo = await startDemo(folder)
  })
  group.teardown(async () => {
    await demo.stop()
    await cleanUp()
  })

  test('serves the addresses, mails and accounts that it prints', async ({ assert }) => {
    const { startPage, api, administrator, learner, mails: mailFolder } = said(demo)
    assert.equal(startPage, `${demo.url}/`)
    const page = await fetched(startPage, { accept: 'text/html' })
    assert.equal(page.status, 200)
    assert.match(page.type!, /^text\/html/)
    assert.equal(mailFolder, join(demo.dataDir, 'mail'))

    const { courses } = await caller(demo.url).get(api)
    assert.isAtLeast(courses.length, 6)
    assert.isAtLeast(new Set(courses.map(({ category }: { category: string }) => category)).size, 3)

    const administering = await signIn(demo.url, administrator)
    const { user } = await administering.get('/api/user/me')
    assert.deepInclude(user, { role: 'admin', mainrole: 'superadmin' })
    const { stats } = await administering.get('/api/stats')
    assert.isAtLeast(stats.totalLectures, 24)
    const learning = await signIn(demo.url, learner)
    const { courses: mine } = await learning.get('/api/mycourse')
    assert.isNotEmpty(mine)
    const progress = await learning.get(`/api/user/progress?course=${mine[0]._id}`)
    assert.isAbove(progress.courseProgressPercentage, 0)
  })

  test('opens a course that was paid before the browser closed, by the webhook', async ({
    assert,
  }) => {
    const learning = await signIn(demo.url, said(demo).learner)
    const isOpen = async (id: string) => {
      const { user } = await learning.get('/api/user/me')
      return user.subscription.includes(id)
    }
    const { courses } = await learning.get('/api/course/all')
    const { user } = await learning.get('/api/user/me')
    const course = courses.find(
      ({ _id, price }: { _id: string; price: number }) =>
        price > 0 && !user.subscription.includes(_id)
    )
    const { body } = await learning.call('POST', `/api/course/checkout/${course._id}`, {})
    const shop = await fetched(said(demo).shop.split(' ')[0])
    assert.equal(shop.status, 200)

    const payment = `/sandbox/razorpay/orders/${body.order.id}/payments?outcome=captured`
    assert.equal(await learning.statusOf('POST', payment), 200)

    await until(() => isOpen(course._id), demo)
  })

  test('takes a learner from registration to a finished course', async ({ assert }) => {
    const visiting = caller(demo.url)
    const asha = { name: 'Asha Rao', email: 'asha@learner.example', password: 'a long password' }
    const { body: registration } = await visiting.call('POST', '/api/user/register', asha)
    const code = await codeInMail(demo, asha.email)
    const verified = await visiting.call('POST', '/api/user/verify', {
      otp: Number(code),
      activationToken: registration.activationToken,
    })
    assert.equal(verified.status, 200)

    const learning = await signIn(demo.url, { email: asha.email, password: asha.password })
    const { courses } = await visiting.get('/api/course/all')
    const course = courses.find(({ price }: { price: number }) => price > 0)
    assert.equal(await learning.statusOf('GET', `/api/lectures/${course._id}`), 403)

    const checkout = await learning.call('POST', `/api/course/checkout/${course._id}`, {})
    assert.equal(checkout.status, 201)
    assert.deepInclude(checkout.body.order, { amount: course.price * 100, currency: 'INR' })
    const payment = JSON.parse(await typed(said(demo).paying, checkout.body.order.id))
    for (let time = 1; time <= 2; time++) {
      const bought = await learning.call('POST', `/api/verification/${course._id}`, payment)
      assert.equal(bought.status, 200)
    }

    const { lectures } = await learning.get(`/api/lectures/${course._id}`)
    assert.isNotEmpty(lectures)
    for (const listed of lectures) {
      const { lecture } = await learning.get(`/api/lecture/${listed._id}`)
      const media = await fetched(`${demo.url}/${lecture.video}`, { range: 'bytes=0-99' })
      assert.equal(media.status, 206)
      assert.lengthOf(media.contents, 100)
      const path = `/api/user/progress?course=${course._id}&lectureId=${listed._id}`
      assert.equal(await learning.statusOf('POST', path, {}), 201)
    }
    const progress = await learning.call('GET', `/api/user/progress?course=${course._id}`)
    assert.deepInclude(progress.body, {
      courseProgressPercentage: 100,
      completedLectures: lectures.length,
      allLectures: lectures.length,
    })
    assert.lengthOf(progress.body.progress[0].completedLectures, lectures.length)
  })

  test('takes an administrator from a new course to its deletion', async ({ assert }) => {
    const administering = await signIn(demo.url, said(demo).administrator)
    const before = await administering.get('/api/stats')
    const texts = { title: 'Knots', description: 'Twelve knots that hold.' }

    const published = await administering.call(
      'POST',
      '/api/course/new',
      form({
        ...texts,
        category: 'Craft',
        price: '0',
        createdBy: 'Asha Rao',
        duration: '2',
        file: [await demoFile('covers/colour-and-type.webp'), 'cover.webp'],
      })
    )
    assert.equal(published.status, 201, published.body.message)
    const { courses } = await administering.get('/api/course/all')
    const course = courses.find(({ title }: { title: string }) => title === 'Knots')
    assert.deepInclude(course, { price: 0, duration: 2, category: 'Craft', createdBy: 'Asha Rao' })
    const coverAddress = `${demo.url}/${course.image}`
    const cover = await fetched(coverAddress)
    assert.equal(cover.type, 'image/webp')

    const added = await administering.call(
      'POST',
      `/api/course/${course._id}`,
      form({ ...texts, file: [await demoFile('media/colour-and-type-01.mp4'), 'knots.mp4'] })
    )
    assert.equal(added.status, 201, added.body.message)
    const { lecture } = added.body
    const mediaAddress = `${demo.url}/${lecture.video}`
    const media = await fetched(mediaAddress)
    assert.equal(media.type, 'video/mp4')

    assert.equal(await administering.statusOf('DELETE', `/api/lecture/${lecture._id}`), 200)
    const mediaAfter = await fetched(mediaAddress)
    assert.equal(mediaAfter.status, 404)
    assert.equal(await administering.statusOf('DELETE', `/api/course/${course._id}`), 200)
    const coverAfter = await fetched(coverAddress)
    assert.equal(coverAfter.status, 404)
    assert.deepEqual(await administering.get('/api/stats'), before)
  })

  test('refuses to start on the port of a running demo', async ({ assert }) => {
    const began = Date.now()
    const second = start(['bin/demo.ts'], {
      DATA_DIR: demo.dataDir,
      PORT: new URL(demo.url).port,
    })

    assert.equal(await second.ended, 1)
    assert.isBelow(Date.now() - began, 5_000, 'before anything is built')
    assert.isEmpty(second.stdout())
    assert.include(second.stderr(), `HOST and PORT can't be used: listen EADDRINUSE`)
  })

  test('adds the same data again without a change, and shuts down cleanly', async ({ assert }) => {
    const before = await whatThereIs(demo)
    const seeded = await ace(['demo:seed'], embeddedIn(demo.dataDir))
    assert.equal(seeded.code, 0, seeded.stderr)
    assert.deepEqual(await whatThereIs(demo), before)
    assert.equal(await demo.stop(), 0)
  })
})
