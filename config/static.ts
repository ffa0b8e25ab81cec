import { defineConfig } from '@adonisjs/static'

/**
 * Serves only built files, whose names change with their content, so that they can be cached
 * forever.
 */
export default defineConfig({
  enabled: true,
  etag: true,
  lastModified: true,
  dotFiles: 'ignore',
  maxAge: '1y',
  immutable: true,
})
