import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Program } from './container.ts'

const PATIENCE_IN_MS = 60_000

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Asks until there is an answer, for a minute or a program's life. */
export async function until<T>(
  program: Program,
  ask: () => T | Promise<T>
): Promise<NonNullable<T>> {
  const deadline = Date.now() + PATIENCE_IN_MS
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (program.child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`The program did not get there:\n${program.output()}`)
    }
    await sleep(50)
  }
}

/** Begins a request whose end is held back: `finish` sends it, and tells the answer. */
export async function beginRequest(port: number): Promise<{ finish(): Promise<string> }> {
  const body = JSON.stringify({ email: 'nobody@example.com', password: 'not the right one' })
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    'POST /api/user/login HTTP/1.1\r\nhost: theta\r\ncontent-type: application/json\r\n' +
      `content-length: ${body.length}\r\nconnection: close\r\n\r\n${body.slice(0, 5)}`
  )
  return {
    async finish() {
      let answer = ''
      socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
      socket.write(body.slice(5))
      await once(socket, 'close')
      return answer
    },
  }
}
