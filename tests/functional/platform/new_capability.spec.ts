import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { ServerFactory } from '@adonisjs/core/factories/http'
import type { HttpContext, Router } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/cors'
import { http } from '#config/app'
import config from '#config/bodyparser'
import loaders from '#start/capabilities'
import { allowedHeaders } from '#app/platform/api/allowed_headers'
import type { ApiSurface } from '#app/platform/api/api_surface'
import ApiSurfaces from '#app/platform/api/api_surfaces'
import SurfaceBodyParserMiddleware from '#app/platform/api/body_parser_middleware'
import SurfaceCorsMiddleware from '#app/platform/api/cors_middleware'
import Capabilities from '#app/platform/capabilities'
import { defineCapability } from '#app/platform/capability'
import HttpExceptionHandler from '#app/platform/exceptions/handler'
import { createHttpServer } from '#app/platform/http_server'

const READERS = 'https://readers.example'
const FRONTEND = 'http://localhost:5173'

const libraryApi: ApiSurface = {
  name: 'library',
  prefixes: ['/api/library'],
  cors: defineConfig({
    enabled: true,
    origin: [READERS],
    methods: ['GET', 'PATCH'],
    headers: allowedHeaders('x-card'),
    exposeHeaders: [],
    credentials: true,
    maxAge: 60,
  }),
  bodyLimit: '1kb',
  validationStatus: 400,
  renderError: ({ status, message }, requestId) => ({ error: message, status, requestId }),
}

const loanValidator = vine.create({ book: vine.string().minLength(3) })

/** A capability that lends books, declared as in a folder under `app/`. */
const libraryOf = (router: Router) =>
  defineCapability({
    name: 'library',
    system: 'library',
    api: libraryApi,
    routes: async () => {
      router
        .get('api/library/books/:number', ({ params }: HttpContext) => ({ book: params.number }))
        .as('library.books.show')
        .where('number', router.matchers.number())
      router
        .post('api/library/loans', ({ request }: HttpContext) =>
          request.validateUsing(loanValidator)
        )
        .as('library.loans.store')
    },
  })

/** Starts the application with the library in addition to its own capabilities. */
async function aServerWithTheLibrary({ systems }: { systems: string[] }) {
  const server = new ServerFactory().merge({ app, config: http }).create()
  const router = server.getRouter()
  const library = async () => ({ default: libraryOf(router) })
  const capabilities = await Capabilities.load([...loaders, library], systems)
  const surfaces = new ApiSurfaces(capabilities.surfaces)

  server.errorHandler(async () => ({
    default: class extends HttpExceptionHandler {
      constructor() {
        super(surfaces)
      }
    },
  }))
  const cors = new SurfaceCorsMiddleware(surfaces)
  const bodyParser = new SurfaceBodyParserMiddleware(surfaces, config)
  app.container.swap(SurfaceCorsMiddleware, () => cors)
  app.container.swap(SurfaceBodyParserMiddleware, () => bodyParser)
  server.use([() => import('#app/platform/api/cors_middleware')])
  router.use([() => import('#app/platform/api/body_parser_middleware')])
  await capabilities.enabled.find(({ name }) => name === 'library')?.routes?.()
  await server.boot()

  const httpServer = createHttpServer(server.handle.bind(server), surfaces)
  await once(httpServer.listen(0, '127.0.0.1'), 'listening')
  const { port } = httpServer.address() as AddressInfo
  const close = () => {
    app.container.restore(SurfaceCorsMiddleware)
    app.container.restore(SurfaceBodyParserMiddleware)
    httpServer.close()
  }
  return { origin: `http://127.0.0.1:${port}`, close }
}

test.group('A new capability', (group) => {
  let origin: string
  group.setup(async () => {
    const server = await aServerWithTheLibrary({ systems: [] })
    origin = server.origin
    return server.close
  })

  const call = async (path: string, options?: RequestInit) => {
    const response = await fetch(origin + path, options)
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  const post = (path: string, body: object) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('serves its routes, with parameters in its own format', async ({ assert }) => {
    const { status, body } = await call('/api/library/books/12')

    assert.equal(status, 200)
    assert.deepEqual(body, { book: 12 })
    const word = await call('/api/library/books/twelve')
    assert.equal(word.status, 404)
  })

  test('formats its own errors, and leaves those of others alone', async ({ assert }) => {
    const own = await call('/api/library/nothing')
    const other = await call('/api/nothing')

    assert.equal(own.status, 404)
    assert.deepEqual(own.body, {
      error: 'Route not found',
      status: 404,
      requestId: own.headers.get('x-request-id'),
    })
    assert.equal(other.status, 404)
    assert.sameMembers(Object.keys(other.body), ['code', 'message', 'requestId'])
  })

  test('uses its own status for invalid input', async ({ assert }) => {
    const { status, body } = await post('/api/library/loans', { book: 'x' })

    assert.equal(status, 400)
    assert.include(body, { status: 400 })
    assert.include(body.error, 'at least 3 characters')
  })

  test('applies its own body limit', async ({ assert }) => {
    const taken = await post('/api/library/loans', { book: 'Knots' })
    const refused = await post('/api/library/loans', { book: 'x'.repeat(2_000) })

    assert.equal(taken.status, 200)
    assert.equal(refused.status, 413)
    assert.equal(refused.body.error, 'The request is too large.')
  })

  test('applies its own CORS rules', async ({ assert }) => {
    const preflight = (path: string, from: string) =>
      fetch(origin + path, {
        method: 'OPTIONS',
        headers: {
          'origin': from,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'x-card',
        },
      })

    const own = await preflight('/api/library/books/12', READERS)
    assert.equal(own.status, 204)
    assert.equal(own.headers.get('access-control-allow-origin'), READERS)
    assert.equal(own.headers.get('access-control-allow-credentials'), 'true')
    assert.equal(own.headers.get('access-control-allow-headers'), 'x-card')

    for (const [path, from] of [
      ['/api/library/books/12', FRONTEND],
      ['/api/course/all', READERS],
      ['/admin/courses', FRONTEND],
    ]) {
      const { headers } = await preflight(path, from)
      assert.isNull(headers.get('access-control-allow-origin'), `${from} at ${path}`)
    }
  })

  test('has no routes and no surface while its system is disabled', async ({ assert, cleanup }) => {
    const server = await aServerWithTheLibrary({ systems: ['theta'] })
    cleanup(server.close)

    const response = await fetch(`${server.origin}/api/library/books/12`)

    assert.equal(response.status, 404)
    const body = (await response.json()) as object
    assert.sameMembers(Object.keys(body), ['code', 'message', 'requestId'])
  })
})
