import { frontendOrigins } from '#config/app'
import { allowedHeaders } from '#app/platform/api/allowed_headers'
import { defineConfig } from '@adonisjs/cors'

/** CORS rules for the frontend's pages. */
export default defineConfig({
  enabled: true,
  origin: frontendOrigins,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  headers: allowedHeaders('authorization', 'content-type', 'token', 'if-none-match', 'range'),
  exposeHeaders: ['etag', 'retry-after', 'content-range', 'x-request-id'],
  credentials: false,
  maxAge: 600,
})
