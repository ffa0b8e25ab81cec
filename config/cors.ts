import { frontendOrigins } from '#config/app'
import { defineConfig } from '@adonisjs/cors'

const HEADERS = ['authorization', 'content-type', 'token', 'if-none-match', 'range']

/**
 * The allowed headers, those that are asked for as they were written: the package takes a list with blanks behind its
 * commas, as it may have, for a list of names that begin with a blank.
 */
function allowedHeaders(asked: string[]): string[] {
  return HEADERS.map((name) => asked.find((one) => one.trim().toLowerCase() === name) ?? name)
}

export default defineConfig({
  enabled: true,
  origin: frontendOrigins,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  headers: allowedHeaders,
  exposeHeaders: ['etag', 'retry-after', 'content-range', 'x-request-id'],
  credentials: false,
  maxAge: 600,
})
