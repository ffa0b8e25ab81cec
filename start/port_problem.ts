import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Explains in a sentence why a server can't listen on the port of a variable; `undefined` if it
 * can.
 */
export async function portProblem(host: string, port: string): Promise<string | undefined> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return `PORT must be a whole number from 0 to 65535, but is "${port}".`
  }
  const probe = createServer()
  try {
    await once(probe.listen(Number(port), host), 'listening')
  } catch (error) {
    return `HOST and PORT can't be used: ${(error as Error).message}. Choose another port, for example PORT=3334.`
  }
  probe.close()
  await once(probe, 'close')
  return undefined
}
