import { defineConfig } from '@adonisjs/core/bodyparser'

/** Uploads are streamed by the routes that take files; no other route reads a multipart body. */
export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: { convertEmptyStringsToNull: true, types: ['application/x-www-form-urlencoded'] },
  json: { convertEmptyStringsToNull: true, types: ['application/json'] },
  multipart: {
    autoProcess: false,
    convertEmptyStringsToNull: true,
    types: ['multipart/form-data'],
  },
})
