import { frontendOrigins } from '#config/app'
import { defineConfig } from '@adonisjs/cors'

export default defineConfig({
  enabled: true,
  origin: frontendOrigins,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  headers: ['authorization', 'content-type', 'token', 'if-none-match', 'range'],
  exposeHeaders: ['etag', 'retry-after', 'content-range', 'x-request-id'],
  credentials: false,
  maxAge: 600,
})
