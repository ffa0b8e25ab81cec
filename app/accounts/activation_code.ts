import { randomInt } from 'node:crypto'

/** Six random digits, zeros in front included. */
export function newActivationCode(): string {
  return randomInt(1_000_000).toString().padStart(6, '0')
}
