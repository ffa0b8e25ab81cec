import { defineConfig } from '@adonisjs/core/bodyparser'

/** Validators trim strings where appropriate, since a password may start or end with spaces. */
const text = { convertEmptyStringsToNull: true, trimWhitespaces: false }

/** Routes that accept files stream their multipart bodies; no other route reads one. */
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
