/// <reference lib="dom" />
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { test } from '@japa/runner'
import type { BrowserContext, Page } from 'playwright'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import env from '#start/env'
import { newId } from '#app/platform/ids'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aLearner, enroll, PASSWORD } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const BACKEND = `http://${env.get('HOST')}:${env.get('PORT')}`
/** An origin that `FRONTEND_URL` names, and one that it does not. */
const FRONTEND = 'http://localhost:53173'
const STRANGER = 'http://localhost:53174'

const PAGE = '<!doctype html><title>Frontend</title><img alt=""><video muted></video>'

/** A page at another origin than the API's. */
async function aPageAt(origin: string, browserContext: BrowserContext): Promise<Page> {
  const page = await browserContext.newPage()
  await page.goto(`${origin}/`)
  return page
}

/** Serves the page at an origin, and tells how to stop that. */
async function serve(origin: string): Promise<() => void> {
  const { hostname, port } = new URL(origin)
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(PAGE)
  })
  server.listen(Number(port), hostname)
  await once(server, 'listening')
  return () => {
    server.close()
    server.closeAllConnections()
  }
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

/** Calls the API from a page, as the frontend does: its token, or the word null, stands in the header `token`. */
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

async function storeDemoFile(name: string, key: string) {
  await drive.use().put(key, await readFile(app.makePath('database/demo', name)))
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
  group.setup(() => serve(FRONTEND))
  group.setup(() => serve(STRANGER))
  group.each.setup(emptyStores)

  test('reads answers from its own origin, signed out and signed in', async ({
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

  test('a page of another origin gets nothing to read', async ({ assert, browserContext }) => {
    const page = await aPageAt(STRANGER, browserContext)
    for (const path of ['/api/course/all', '/api/user/me']) {
      const outcome = await call(page, { path }).catch((error: Error) => error)
      assert.instanceOf(outcome, Error)
    }
  })
})
