import { defineConfig } from '@adonisjs/core/bodyparser'

/** Validators trim what may be trimmed: a password may begin and end with blanks. */
const text = { convertEmptyStringsToNull: true, trimWhitespaces: false }

/** Uploads are streamed by the routes that take files; no other route reads a multipart body. */
export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: { ...text, types: ['application/x-www-form-urlencoded'] },
  json: { ...text, types: ['application/json'] },
  multipart: {
    autoProcess: false,
    convertEmptyStringsToNull: true,
    types: ['multipart/form-data'],
  },
})
