import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ApiClient, type ApiRequest } from '@japa/api-client'
import type { PluginFn } from '@japa/runner/types'
import { dataDir } from '#config/app'

/** Access, refresh and CSRF tokens of the message board, whoever received them. */
const TOKENS = /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}|\b[0-9a-f-]{36}\.[\w-]{22}\.[\w-]{43}\b/

const SECRET_FIELDS = ['password', 'oldPassword', 'newPassword', 'secretKey']

/** Shorter values are words that the log may contain. */
const SHORTEST = 8

/** Passwords and keys that the tests of this run have sent to the message board. */
const secrets = new Set<string>()

function remember({ request }: ApiRequest) {
  if (!/\/api\/v[12]\//.test(request.url)) return
  const { _data: body } = request as unknown as { _data?: unknown }
  if (body === null || typeof body !== 'object') return
  for (const field of SECRET_FIELDS) {
    const value = (body as Record<string, unknown>)[field]
    if (typeof value === 'string' && value.trim().length >= SHORTEST) secrets.add(value)
  }
}

/** Returns the lines of the application's log that have a token, or a secret that was sent. */
export async function linesWithSecrets(
  file: string,
  sent: Set<string> = secrets
): Promise<string[]> {
  const found: string[] = []
  const lines = createInterface({ input: createReadStream(file) })
  for await (const line of lines) {
    const isSecret = TOKENS.test(line) || [...sent].some((secret) => line.includes(secret))
    if (isSecret) found.push(line)
  }
  return found
}

/** Searches all lines that a suite has logged for tokens, passwords and keys of the message board. */
export const silentLog: PluginFn = ({ runner }) => {
  ApiClient.setup(remember)
  runner.onSuite((suite) => {
    if (suite.name !== 'functional') return
    suite.teardown(async () => {
      const found = await linesWithSecrets(join(dataDir, 'theta.log'))
      if (found.length > 0) throw new Error(`Secrets were logged:\n${found.slice(0, 5).join('\n')}`)
    })
  })
}
