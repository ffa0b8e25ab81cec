import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import router from '@adonisjs/core/services/router'
import type User from '#app/accounts/models/user'
import { newId } from '#app/platform/ids'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aCoupon } from '#tests/helpers/coupons'
import {
  aLearner,
  anAdministrator,
  aSuperAdministrator,
  enroll,
  tokenOf,
} from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const CALLERS = ['nobody', 'learner', 'enrolled learner', 'administrator', 'super administrator']

/** Data that calls may refer to: a course with a lecture, and another account. */
interface World {
  course: string
  lecture: string
  someone: string
  coupon: string
}

interface Row {
  /** The expected statuses, in the order of `CALLERS`. */
  expect: [number, number, number, number, number]
  /** Makes the call so that authorized callers succeed or fail only validation. */
  call: (client: ApiClient, world: World) => ApiRequest
}

const everyone = (status: number): Row['expect'] => [status, status, status, status, status]
const signedIn = (status: number): Row['expect'] => [401, status, status, status, status]
const watchers = (status: number): Row['expect'] => [401, 403, status, status, status]
const administrators = (status: number): Row['expect'] => [401, 403, 403, status, status]

/** Routes of the message board, which none of Theta's users may use: its tokens are others. */
function membersTable(prefix: string): Record<string, Row> {
  const rows: [string, Row][] = [
    [
      'POST /auth/register',
      { expect: everyone(422), call: (client) => client.post(`${prefix}/auth/register`).json({}) },
    ],
    [
      'POST /auth/login',
      { expect: everyone(422), call: (client) => client.post(`${prefix}/auth/login`).json({}) },
    ],
    [
      'POST /auth/refresh',
      { expect: everyone(401), call: (client) => client.post(`${prefix}/auth/refresh`) },
    ],
    [
      'DELETE /auth/logout',
      { expect: everyone(403), call: (client) => client.delete(`${prefix}/auth/logout`) },
    ],
    [
      'GET /messages/public',
      { expect: everyone(200), call: (client) => client.get(`${prefix}/messages/public`) },
    ],
    [
      'POST /events/internal/dispatch', // without the setting, it does not exist
      {
        expect: everyone(404),
        call: (client) => client.post(`${prefix}/events/internal/dispatch`).json({}),
      },
    ],
    [
      'GET /:service/healthcheck',
      { expect: everyone(200), call: (client) => client.get(`${prefix}/users/healthcheck`) },
    ],
    ...[
      'GET /auth/sessions',
      'DELETE /auth/sessions',
      'DELETE /auth/sessions/:sessionId',
      'GET /users',
      'PATCH /users',
      'DELETE /users',
      'PATCH /users/reset-password',
      'PATCH /users/role',
      'PATCH /users/avatar',
      'DELETE /users/avatar',
      'PATCH /users/role/:username',
      'DELETE /users/:username',
      'GET /messages',
      'POST /messages',
      'PATCH /messages/:messageId',
      'DELETE /messages/:messageId',
      'POST /messages/:messageId/like',
      'DELETE /messages/:messageId/like',
      'GET /users/bookmarks',
      'POST /users/bookmarks/:messageId',
      'DELETE /users/bookmarks/:messageId',
      'GET /events',
    ].map((route): [string, Row] => {
      const [method, path] = route.split(' ')
      const call = (client: ApiClient) =>
        client.request(prefix + path.replace(/:\w+/, 'someone'), method)
      return [route, { expect: everyone(401), call }]
    }),
  ]
  return Object.fromEntries(rows.map(([route, row]) => [route.replace(' /', ` ${prefix}/`), row]))
}

/** Every route and who may call it, except the dashboard's routes, which have their own test. */
const TABLE: Record<string, Row> = {
  'GET /': { expect: everyone(200), call: (client) => client.get('/') },
  'GET /assets/*': { expect: everyone(404), call: (client) => client.get('/assets/none.css') },
  'GET /sandbox/razorpay/*': {
    expect: everyone(200),
    call: (client) => client.get('/sandbox/razorpay/checkout.js'),
  },
  'POST /sandbox/razorpay/*': {
    expect: everyone(400),
    call: (client) =>
      client.post('/sandbox/razorpay/orders/order_none/payments').qs({ outcome: 'captured' }),
  },
  'POST /api/webhooks/razorpay': {
    expect: everyone(400),
    call: (client) => client.post('/api/webhooks/razorpay').json({}),
  },
  'GET /health': { expect: everyone(200), call: (client) => client.get('/health') },
  'GET /health/ready': { expect: everyone(200), call: (client) => client.get('/health/ready') },

  'POST /api/user/register': {
    expect: everyone(200),
    call: (client) =>
      client.post('/api/user/register').json({
        name: 'Asha',
        email: `${newId()}@theta.example`,
        password: 'correct horse battery',
      }),
  },
  'POST /api/user/verify': {
    expect: everyone(400),
    call: (client) => client.post('/api/user/verify').json({ otp: 1, activationToken: 'none' }),
  },
  'POST /api/user/resend': {
    expect: everyone(400),
    call: (client) => client.post('/api/user/resend').json({ activationToken: 'none' }),
  },
  'POST /api/user/login': {
    expect: everyone(400),
    call: (client) =>
      client.post('/api/user/login').json({ email: 'no@theta.example', password: 'wrong' }),
  },
  'POST /api/user/forgot': {
    expect: everyone(200),
    call: (client) => client.post('/api/user/forgot').json({ email: 'no@theta.example' }),
  },
  'POST /api/user/reset': {
    expect: everyone(400),
    call: (client) =>
      client.post('/api/user/reset').qs({ token: 'none' }).json({ password: 'long enough' }),
  },
  'GET /api/user/me': { expect: signedIn(200), call: (client) => client.get('/api/user/me') },
  'POST /api/user/logout': {
    expect: signedIn(200),
    call: (client) => client.post('/api/user/logout').json({}),
  },
  'GET /api/users': { expect: administrators(200), call: (client) => client.get('/api/users') },
  'PUT /api/user/:id': {
    expect: [401, 403, 403, 403, 200],
    call: (client, { someone }) => client.put(`/api/user/${someone}`).json({}),
  },

  'GET /api/course/all': {
    expect: everyone(200),
    call: (client) => client.get('/api/course/all'),
  },
  'GET /api/course/:id': {
    expect: everyone(200),
    call: (client, { course }) => client.get(`/api/course/${course}`),
  },
  'GET /api/mycourse': { expect: signedIn(200), call: (client) => client.get('/api/mycourse') },
  'GET /api/lectures/:courseId': {
    expect: watchers(200),
    call: (client, { course }) => client.get(`/api/lectures/${course}`),
  },
  'GET /api/lecture/:id': {
    expect: watchers(200),
    call: (client, { lecture }) => client.get(`/api/lecture/${lecture}`),
  },
  'POST /api/course/new': {
    expect: administrators(422),
    call: (client) => client.post('/api/course/new').field('title', ' '),
  },
  'POST /api/course/:id': {
    expect: administrators(422),
    call: (client, { course }) => client.post(`/api/course/${course}`).field('title', ' '),
  },
  'DELETE /api/course/:id': {
    expect: administrators(200),
    call: (client, { course }) => client.delete(`/api/course/${course}`),
  },
  'DELETE /api/lecture/:id': {
    expect: administrators(200),
    call: (client, { lecture }) => client.delete(`/api/lecture/${lecture}`),
  },

  'POST /api/course/checkout/:id': {
    expect: [401, 201, 400, 201, 201],
    call: (client, { course }) => client.post(`/api/course/checkout/${course}`).json({}),
  },
  'POST /api/verification/:courseId': {
    expect: signedIn(400),
    call: (client, { course }) =>
      client.post(`/api/verification/${course}`).json({
        razorpay_order_id: 'order_none',
        razorpay_payment_id: 'pay_none',
        razorpay_signature: '0'.repeat(64),
      }),
  },
  'GET /api/coupons/:code': {
    expect: signedIn(404),
    call: (client, { course }) => client.get('/api/coupons/NONE').qs({ course }),
  },
  'GET /api/admin/gst.csv': {
    expect: administrators(422),
    call: (client) => client.get('/api/admin/gst.csv').qs({ month: '2026-13' }),
  },
  'GET /api/admin/coupons': {
    expect: administrators(200),
    call: (client) => client.get('/api/admin/coupons'),
  },
  'POST /api/admin/coupons': {
    expect: administrators(422),
    call: (client) => client.post('/api/admin/coupons').json({ code: ' ' }),
  },
  'GET /api/admin/coupons/:id': {
    expect: administrators(200),
    call: (client, { coupon }) => client.get(`/api/admin/coupons/${coupon}`),
  },
  'PATCH /api/admin/coupons/:id': {
    expect: administrators(200),
    call: (client, { coupon }) =>
      client.patch(`/api/admin/coupons/${coupon}`).json({ isActive: false }),
  },
  'DELETE /api/admin/coupons/:id': {
    expect: administrators(200),
    call: (client, { coupon }) => client.delete(`/api/admin/coupons/${coupon}`),
  },

  'GET /api/orders': { expect: signedIn(200), call: (client) => client.get('/api/orders') },
  'GET /api/admin/orders/:id': {
    expect: administrators(404),
    call: (client) => client.get(`/api/admin/orders/${newId()}`),
  },
  'POST /api/admin/orders/:id/refunds': {
    expect: administrators(422),
    call: (client) => client.post(`/api/admin/orders/${newId()}/refunds`).json({}),
  },
  'GET /api/admin/refunds': {
    expect: administrators(200),
    call: (client) => client.get('/api/admin/refunds'),
  },
  'GET /api/admin/findings': {
    expect: administrators(200),
    call: (client) => client.get('/api/admin/findings'),
  },
  'POST /api/admin/findings/:id/solve': {
    expect: administrators(422),
    call: (client) => client.post(`/api/admin/findings/${newId()}/solve`).json({}),
  },
  'GET /api/orders/:id/invoice': {
    expect: signedIn(404),
    call: (client) => client.get(`/api/orders/${newId()}/invoice`),
  },
  'GET /api/user/billing': {
    expect: signedIn(200),
    call: (client) => client.get('/api/user/billing'),
  },
  'PUT /api/user/billing': {
    expect: signedIn(422),
    call: (client) => client.put('/api/user/billing').json({ state: 'Kerala' }),
  },

  'GET /api/user/progress': {
    expect: [401, 404, 200, 200, 200],
    call: (client, { course }) => client.get('/api/user/progress').qs({ course }),
  },
  'POST /api/user/progress': {
    expect: [401, 403, 201, 403, 403],
    call: (client, { course, lecture }) =>
      client.post('/api/user/progress').qs({ course, lectureId: lecture }).json({}),
  },

  'GET /uploads/:file': {
    expect: everyone(403),
    call: (client) => client.get('/uploads/00000000-0000-4000-8000-000000000001.mp4'),
  },

  'GET /api/stats': { expect: administrators(200), call: (client) => client.get('/api/stats') },

  ...membersTable('/api/v2'),
  ...membersTable('/api/v1'),
  'GET /api/v1/healthcheck': {
    expect: everyone(200),
    call: (client) => client.get('/api/v1/healthcheck'),
  },
  'GET /avatars/:file': {
    expect: everyone(404),
    call: (client) => client.get('/avatars/00000000-0000-4000-8000-000000000001.webp'),
  },
}

async function aWorld() {
  const course = await aCourse()
  const lecture = await aLecture(course)
  const someone = await aLearner()
  const enrolled = await aLearner()
  await enroll(enrolled, course)
  const callers: (User | undefined)[] = [
    undefined,
    await aLearner(),
    enrolled,
    await anAdministrator(),
    await aSuperAdministrator(),
  ]
  const { id: coupon } = await aCoupon()
  const [courseId, lectureId] = [String(course._id), String(lecture._id)]
  const world = { course: courseId, lecture: lectureId, someone: someone.id, coupon }
  return { world, callers }
}

test.group('Who may call which route', (group) => {
  group.each.setup(emptyStores)

  test('lists every route of the router, and no other', ({ assert }) => {
    const routes = Object.values(router.toJSON())
      .flat()
      .flatMap(({ methods, pattern }) =>
        methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${pattern}`)
      )
      .filter((route) => !/^[A-Z]+ \/admin(\/|$)/.test(route))
    assert.sameMembers(Object.keys(TABLE), routes)
  })

  for (const [route, { expect, call }] of Object.entries(TABLE)) {
    test(route, async ({ assert, client }) => {
      const statuses: Record<string, number> = {}
      for (const [position, caller] of CALLERS.entries()) {
        const { world, callers } = await aWorld()
        const user = callers[position]
        const headers = user ? await tokenOf(user) : { token: 'null' }
        const response = await call(client, world).headers(headers)
        statuses[caller] = response.status()
      }
      assert.deepEqual(
        statuses,
        Object.fromEntries(CALLERS.map((caller, position) => [caller, expect[position]]))
      )
    })
  }
})
