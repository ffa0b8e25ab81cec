import { defineConfig } from '@adonisjs/static'

/** Only built files are served so, whose names change with their content: they may be kept for good. */
export default defineConfig({
  enabled: true,
  etag: true,
  lastModified: true,
  dotFiles: 'ignore',
  maxAge: '1y',
  immutable: true,
})
