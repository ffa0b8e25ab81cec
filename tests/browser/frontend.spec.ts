/// <reference lib="dom" />
import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import type { BrowserContext, Page } from 'playwright'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import { frontendOrigins } from '#config/app'
import env from '#start/env'
import { newId } from '#app/platform/ids'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { codeMailedTo } from '#tests/helpers/mailbox'
import { servePage } from '#tests/helpers/page_server'
import { aPaymentOf, type Verification } from '#tests/helpers/payments'
import { aLearner, anAdministrator, enroll, PASSWORD, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const BACKEND = `http://${env.get('HOST')}:${env.get('PORT')}`
/** A free origin that `FRONTEND_URL` includes. */
const FRONTEND = frontendOrigins[1]

const PAGE = '<!doctype html><title>Frontend</title><img alt=""><video muted></video>'

/** A page on a different origin from the API's. */
async function aPageAt(origin: string, browserContext: BrowserContext): Promise<Page> {
  const page = await browserContext.newPage()
  await page.goto(`${origin}/`)
  return page
}

interface Call {
  method?: string
  path: string
  token?: string | null
  body?: object
}

interface Answer {
  status: number
  body: any
}

/** Sends a form with a file from a page; the browser sets content type and boundary. */
function sendForm(
  page: Page,
  {
    path,
    token,
    fields,
    file,
  }: Omit<Call, 'method' | 'body'> & {
    fields: Record<string, string>
    file: Buffer
  }
): Promise<Answer> {
  const sent = { url: `${BACKEND}${path}`, token: String(token), fields, file: [...file] }
  return page.evaluate(async ({ url, token: header, fields: texts, file: bytes }) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(texts)) form.append(name, value)
    form.append('file', new File([new Uint8Array(bytes)], 'chosen by hand'))
    const response = await fetch(url, { method: 'POST', headers: { token: header }, body: form })
    return { status: response.status, body: await response.json() }
  }, sent)
}

/** Calls the API from a page, as the frontend does, with the token or the word null in the header `token`. */
function call(page: Page, { method = 'GET', path, token = null, body }: Call): Promise<Answer> {
  const request = { url: `${BACKEND}${path}`, method, token: String(token), body }
  return page.evaluate(async (sent) => {
    const response = await fetch(sent.url, {
      method: sent.method,
      headers: { 'token': sent.token, 'content-type': 'application/json' },
      body: sent.body && JSON.stringify(sent.body),
    })
    return { status: response.status, body: await response.json() }
  }, request)
}

/** A fake of Razorpay's checkout script, which calls back when the learner has paid. */
async function withCheckoutScript(page: Page) {
  await page.exposeFunction('signedPaymentOf', (orderId: string) => aPaymentOf(orderId))
  await page.addScriptTag({
    content: `window.Razorpay = class {
      constructor(options) { this.options = options }
      async open() { this.options.handler(await window.signedPaymentOf(this.options.order_id)) }
    }`,
  })
}

/** Pays an order as the frontend does. @returns the data that its handler received */
function pay(page: Page, order: { id: string; amount: number; currency: string }) {
  return page.evaluate(
    ({ id, amount, currency }) =>
      new Promise<Verification>((handler) => {
        const { Razorpay } = window as any
        new Razorpay({ key: 'sandbox', order_id: id, amount, currency, handler }).open()
      }),
    order
  )
}

const demoFile = (name: string) => readFile(app.makePath('database/demo', name))

async function storeDemoFile(name: string, key: string) {
  await drive.use().put(key, await demoFile(name))
}

const aKey = (extension: string) =>
  `uploads/00000000-0000-4000-8000-${newId().slice(-12)}.${extension}`

async function aCourseWithMedia() {
  const [image, video] = [aKey('webp'), aKey('mp4')]
  await storeDemoFile('covers/colour-and-type.webp', image)
  await storeDemoFile('media/colour-and-type-01.mp4', video)
  const course = await aCourse({ image })
  const lecture = await aLecture(course, { video })
  const learner = await aLearner()
  await enroll(learner, course)
  return { course, lecture, learner }
}

test.group('The frontend in a browser', (group) => {
  group.setup(async () => {
    const { stop } = await servePage(PAGE, Number(new URL(FRONTEND).port))
    return stop
  })
  group.each.setup(emptyStores)

  test('reads responses from its own origin, signed out and signed in', async ({
    assert,
    browserContext,
  }) => {
    const { course, learner } = await aCourseWithMedia()
    const page = await aPageAt(FRONTEND, browserContext)

    const signedOut = await call(page, { path: '/api/user/me' })
    assert.equal(signedOut.status, 401)
    assert.isString(signedOut.body.message)
    const signedIn = await call(page, {
      method: 'POST',
      path: '/api/user/login',
      body: { email: learner.email, password: PASSWORD },
    })
    assert.equal(signedIn.status, 200)
    const { token } = signedIn.body
    const me = await call(page, { path: '/api/user/me', token })
    assert.equal(me.body.user._id, learner.id)
    const mine = await call(page, { path: '/api/mycourse', token })
    assert.equal(mine.body.courses[0]._id, String(course._id))
    const refused = await call(page, { method: 'PUT', path: `/api/user/${learner.id}`, token })
    assert.equal(refused.status, 403)
    const gone = await call(page, { method: 'DELETE', path: `/api/course/${newId()}`, token })
    assert.equal(gone.status, 403)
  })

  test('shows a cover', async ({ assert, browserContext }) => {
    const { course } = await aCourseWithMedia()
    const page = await aPageAt(FRONTEND, browserContext)
    const { body } = await call(page, { path: `/api/course/${course._id}` })

    const width = await page.evaluate(async (source) => {
      const image = document.querySelector('img')!
      image.src = source
      await image.decode()
      return image.naturalWidth
    }, `${BACKEND}/${body.course.image}`)

    assert.isAbove(width, 0)
  })

  test('plays a lecture and seeks in it', async ({ assert, browserContext }) => {
    const { lecture, learner } = await aCourseWithMedia()
    const page = await aPageAt(FRONTEND, browserContext)
    const signedIn = await call(page, {
      method: 'POST',
      path: '/api/user/login',
      body: { email: learner.email, password: PASSWORD },
    })
    const { body } = await call(page, {
      path: `/api/lecture/${lecture._id}`,
      token: signedIn.body.token,
    })

    const watched = await page.evaluate(async (source) => {
      const video = document.querySelector('video')!
      const event = (name: string) =>
        new Promise<void>((resolve, reject) => {
          video.addEventListener(name, () => resolve(), { once: true })
          video.addEventListener('error', () => reject(new Error(video.error?.message)), {
            once: true,
          })
        })
      const loaded = event('loadeddata')
      video.src = source
      await loaded
      const { duration } = video
      const sought = event('seeked')
      video.currentTime = duration * 0.8
      await sought
      const at = video.currentTime
      const ended = event('ended')
      await video.play()
      await ended
      return { duration, at, end: video.currentTime }
    }, `${BACKEND}/${body.lecture.video}`)

    assert.isAbove(watched.duration, 0)
    assert.closeTo(watched.at, watched.duration * 0.8, 0.1)
    assert.closeTo(watched.end, watched.duration, 0.2)
  })

  test('registers, buys and completes a course', async ({ assert, browserContext }) => {
    const { course, lecture } = await aCourseWithMedia()
    const page = await aPageAt(FRONTEND, browserContext)
    await withCheckoutScript(page)
    let token: string | null = null
    const post = (path: string, body: object = {}) =>
      call(page, { method: 'POST', path, body, token })

    const asha = { name: 'Asha', email: 'asha@theta.example', password: PASSWORD }
    const registered = await post('/api/user/register', asha)
    const { activationToken } = registered.body
    const otp = Number(await codeMailedTo(asha.email))
    const verified = await post('/api/user/verify', { otp, activationToken })
    assert.equal(verified.status, 200, verified.body.message)
    const signedIn = await post('/api/user/login', asha)
    token = signedIn.body.token

    const checkout = await post(`/api/course/checkout/${course._id}`)
    assert.equal(checkout.status, 201)
    const received = await pay(page, checkout.body.order)
    const bought = await post(`/api/verification/${course._id}`, received)
    assert.equal(bought.status, 200, bought.body.message)
    const me = await call(page, { path: '/api/user/me', token })
    assert.deepEqual(me.body.user.subscription, [String(course._id)])

    const progress = `/api/user/progress?course=${course._id}`
    const completed = await post(`${progress}&lectureId=${lecture._id}`)
    assert.equal(completed.status, 201)
    const { body } = await call(page, { path: progress, token })
    assert.equal(body.courseProgressPercentage, 100)
    assert.deepEqual(body.progress[0].completedLectures, [String(lecture._id)])
  })

  test('publishes a course and a lecture by forms, and deletes them', async ({
    assert,
    browserContext,
  }) => {
    const page = await aPageAt(FRONTEND, browserContext)
    const { token } = await tokenOf(await anAdministrator())
    const texts = { title: 'Colour', description: 'and type' }

    const published = await sendForm(page, {
      path: '/api/course/new',
      token,
      fields: { ...texts, category: 'Design', price: '10', createdBy: 'Asha', duration: '3' },
      file: await demoFile('covers/colour-and-type.webp'),
    })
    assert.equal(published.status, 201, published.body.message)
    const { body } = await call(page, { path: '/api/course/all', token })
    const [course] = body.courses
    const added = await sendForm(page, {
      path: `/api/course/${course._id}`,
      token,
      fields: texts,
      file: await demoFile('media/colour-and-type-01.mp4'),
    })
    assert.equal(added.status, 201, added.body.message)
    const refused = await sendForm(page, {
      path: `/api/course/${course._id}`,
      token,
      fields: texts,
      file: Buffer.from('no film'),
    })
    assert.equal(refused.status, 422)
    assert.isNotEmpty(refused.body.message)

    for (const path of [`/api/lecture/${added.body.lecture._id}`, `/api/course/${course._id}`]) {
      const deleted = await call(page, { method: 'DELETE', path, token })
      assert.equal(deleted.status, 200)
    }
    const after = await call(page, { path: '/api/course/all', token })
    assert.isEmpty(after.body.courses)
  })

  test('gives nothing to a page from another origin', async ({
    assert,
    browserContext,
    cleanup,
  }) => {
    const { origin, stop } = await servePage(PAGE)
    cleanup(stop)
    const page = await aPageAt(origin, browserContext)
    for (const path of ['/api/course/all', '/api/user/me']) {
      const outcome = await call(page, { path }).catch((error: Error) => error)
      assert.instanceOf(outcome, Error)
    }
  })
})
