import type { DevServer } from '@adonisjs/assembler'
import { EnvLoader, EnvParser } from '@adonisjs/core/env'
import { portProblem } from './port_problem.js'

let hasStarted = false

/**
 * Runs before each start of the development server. If the first start can't succeed, it ends the
 * process; the framework would use another port, or keep watching files after the server has
 * failed.
 */
export default async function beforeStart(server: DevServer): Promise<void> {
  if (hasStarted) return
  hasStarted = true
  server.onError(() => process.exit(1)) // the server has already reported the error
  process.once('SIGTERM', () => process.exit(0)) // otherwise the file watcher keeps running
  const { HOST = '127.0.0.1', PORT = '3333' } = await addressOfServer(server.cwd)
  const problem = await portProblem(HOST, PORT)
  if (!problem) return
  process.stderr.write(`${problem}\n`)
  process.exit(1)
}

/** Process variables override those of `.env`, as in the server. */
async function addressOfServer(root: URL): Promise<{ HOST?: string; PORT?: string }> {
  const found: Record<string, string> = {}
  for (const { contents } of await new EnvLoader(root).load()) {
    const variables = await new EnvParser(contents, root).parse()
    for (const [name, value] of Object.entries(variables)) found[name] ||= value ?? ''
  }
  return {
    HOST: process.env.HOST || found.HOST || undefined,
    PORT: process.env.PORT || found.PORT || undefined,
  }
}
