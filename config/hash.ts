import { defineConfig, drivers } from '@adonisjs/core/hash'

/**
 * New passwords are hashed with argon2id (OWASP's first choice of parameters); imported accounts
 * have bcrypt hashes.
 */
const hashConfig = defineConfig({
  default: 'argon',
  list: {
    argon: drivers.argon2({ variant: 'id', memory: 19_456, iterations: 2, parallelism: 1 }),
    bcrypt: drivers.bcrypt({ rounds: 10 }),
  },
})

export default hashConfig

declare module '@adonisjs/core/types' {
  export interface HashersList extends InferHashers<typeof hashConfig> {}
}
