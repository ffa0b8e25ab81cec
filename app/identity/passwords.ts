import { randomBytes } from 'node:crypto'
import hash from '@adonisjs/core/services/hash'
import HashingQueue from '#app/identity/hashing_queue'
import { once } from '#app/identity/once'

/**
 * Hashes of each kind that no password matches, computed once, so that checking against them takes
 * as long as a real check.
 */
const decoys = {
  argon: once(() => hash.use('argon').make(randomBytes(32).toString('hex'))),
  bcrypt: once(() => hash.use('bcrypt').make(randomBytes(32).toString('hex'))),
}

export interface PasswordCheck {
  matches: boolean
  /** The argon2id hash that should replace an imported bcrypt hash, or one of another normal form. */
  newHash?: string
}

/** The hash of a random password, which nobody knows. */
const unusable = once(() => hash.use('argon').make(randomBytes(32).toString('hex')))

/**
 * Hashes and verifies passwords with limited concurrency. Passwords are hashed in NFC, since
 * keyboards differ in how they send accents. Shared by the whole process.
 */
export default class Passwords {
  constructor(private queue = new HashingQueue()) {}

  /** @throws {TooBusy} */
  hash(password: string): Promise<string> {
    return this.queue.run(() => make(password))
  }

  /** Returns a hash that no password matches, for accounts whose owner has yet to choose one. */
  unusableHash(): Promise<string> {
    return unusable()
  }

  /**
   * Verifies a password against a user's hash, or against a dummy if there is no such user: as it
   * was typed, since older hashes are not of NFC, and in NFC if that differs. Each form costs one
   * bcrypt and one argon2id computation for any user, so that the duration reveals nothing.
   * @throws {TooBusy}
   */
  check(stored: string | null, password: string): Promise<PasswordCheck> {
    return this.queue.run(async () => {
      const typed = await compare(stored, password)
      const normalized = password.normalize('NFC')
      if (normalized === password) return typed

      const other = await compare(stored, normalized)
      if (other.matches) return other
      return typed.matches ? { matches: true, newHash: await make(password) } : typed
    })
  }
}

const make = (password: string) => hash.use('argon').make(password.normalize('NFC'))

async function compare(stored: string | null, password: string): Promise<PasswordCheck> {
  if (stored && isBcrypt(stored)) {
    const matches = await hash.use('bcrypt').verify(stored.replace(/^\$2y/, '$2b'), password)
    const newHash = await make(password)
    return matches ? { matches, newHash } : { matches }
  }

  await hash.use('bcrypt').verify(await decoys.bcrypt(), password)
  const matches = await hash.use('argon').verify(stored ?? (await decoys.argon()), password)
  return { matches: stored !== null && matches }
}

/**
 * Prefixes of bcrypt implementations: `$2a$`, `$2b$` and `$2y$`; the last two are the same
 * algorithm.
 */
export function isBcrypt(stored: string): boolean {
  return /^\$2[aby]?\$/.test(stored)
}
