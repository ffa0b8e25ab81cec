import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as connectSecurely } from 'node:tls'

const PATIENCE_IN_MS = 2_000

/**
 * Waits for a mail server's greeting; nothing is sent, nobody signs in.
 * @throws when there is none
 */
export async function reachMailServer({ hostname, port, protocol }: URL): Promise<void> {
  const isSecure = protocol === 'smtps:'
  const address = { host: hostname, port: Number(port) || (isSecure ? 465 : 587) }
  const socket = isSecure ? connectSecurely(address) : connect(address)
  try {
    const [greeting] = await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE_IN_MS) })
    if (!String(greeting).startsWith('220')) throw new Error(`It says: ${greeting}`)
    socket.end('QUIT\r\n')
  } finally {
    socket.on('error', () => {}) // of a connection that nobody needs any more
    socket.destroySoon()
  }
}
