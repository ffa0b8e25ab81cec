import { frontendOrigins } from '#config/app'
import { allowedHeaders } from '#app/platform/api/allowed_headers'
import { defineConfig } from '@adonisjs/cors'

/** What the pages of the frontend may ask and read. */
export default defineConfig({
  enabled: true,
  origin: frontendOrigins,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  headers: allowedHeaders('authorization', 'content-type', 'token', 'if-none-match', 'range'),
  exposeHeaders: ['etag', 'retry-after', 'content-range', 'x-request-id'],
  credentials: false,
  maxAge: 600,
})
