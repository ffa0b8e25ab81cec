import { randomInt } from 'node:crypto'

/** Generates six random digits, including leading zeros. */
export function newActivationCode(): string {
  return randomInt(1_000_000).toString().padStart(6, '0')
}
