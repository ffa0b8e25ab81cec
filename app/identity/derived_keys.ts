import { createSecretKey, hash, hkdfSync, type KeyObject } from 'node:crypto'
import { appKey, previousAppKey } from '#config/app'

export interface DerivedKey {
  /** Identifies the key without revealing it. */
  id: string
  secret: KeyObject
}

/**
 * Derives a key for one purpose from `APP_KEY` and, during a rotation, a second one from
 * `PREVIOUS_APP_KEY`. The first one signs, all of them verify.
 */
export function derivedKeys(purpose: string, keys = [appKey, previousAppKey]): DerivedKey[] {
  return keys.flatMap((key) => (key ? derive(key.release(), purpose) : []))
}

function derive(key: string, purpose: string): DerivedKey {
  const bytes = Buffer.from(hkdfSync('sha256', key, '', purpose, 32))
  return { id: hash('sha256', bytes).slice(0, 16), secret: createSecretKey(bytes) }
}
