import type { IncomingMessage } from 'node:http'

/** Returns the token of an `Authorization: Bearer …` header; `undefined` for another scheme or none. */
export function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^bearer ([^ ]+)/i.exec(headers.authorization ?? '')?.[1]
}
