import { randomBytes } from 'node:crypto'
import hash from '@adonisjs/core/services/hash'
import HashingQueue from '#app/identity/hashing_queue'

/** A hash that no password matches, of each kind; made once, so that checking against it costs what a real check does. */
const decoys = {
  argon: once(() => hash.use('argon').make(randomBytes(32).toString('hex'))),
  bcrypt: once(() => hash.use('bcrypt').make(randomBytes(32).toString('hex'))),
}

export interface PasswordCheck {
  matches: boolean
  /** The argon2id hash that should replace an imported one. */
  newHash?: string
}

/** Hashes and checks passwords, few at a time. One instance serves the process. */
export default class Passwords {
  constructor(private queue = new HashingQueue()) {}

  /** @throws {TooBusy} */
  hash(password: string): Promise<string> {
    return this.queue.run(() => hash.use('argon').make(password))
  }

  /**
   * Checks a password against a user's hash, or against none where there is no such user. Each call costs one bcrypt
   * and one argon2id computation, whoever the user, so that its time tells nothing about them.
   * @throws {TooBusy}
   */
  check(stored: string | null, password: string): Promise<PasswordCheck> {
    return this.queue.run(async () => {
      if (stored && isBcrypt(stored)) {
        const matches = await hash.use('bcrypt').verify(stored.replace(/^\$2y/, '$2b'), password)
        const newHash = await hash.use('argon').make(password)
        return matches ? { matches, newHash } : { matches }
      }

      await hash.use('bcrypt').verify(await decoys.bcrypt(), password)
      const matches = await hash.use('argon').verify(stored ?? (await decoys.argon()), password)
      return { matches: stored !== null && matches }
    })
  }
}

/** `$2a$`, `$2b$` and `$2y$` are what bcrypt's implementations write; the last two are the same algorithm. */
export function isBcrypt(stored: string): boolean {
  return /^\$2[aby]?\$/.test(stored)
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
