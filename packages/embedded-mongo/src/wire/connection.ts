import type { Socket } from 'node:net'
import type { Encodable } from '../bson/encode.ts'
import { BrokenFraming, Framing } from './framing.ts'
import { formatReply, parseRequest, type Request } from './messages.ts'

/** Maximum number of pipelined requests. Beyond it, reading from the socket is paused. */
const MAX_WAITING = 8

export type Answer = (request: Request) => Promise<{ readonly [name: string]: Encodable }>

/**
 * Serves one socket. Requests are answered in order, and reading pauses when too many are waiting.
 * Invalid data closes only this connection.
 */
export function serveConnection(socket: Socket, answer: Answer): void {
  const framing = new Framing()
  let busy = Promise.resolve()
  let waiting = 0

  const handle = async (message: Buffer) => {
    try {
      const request = parseRequest(message)
      const reply = await answer(request)
      if (!request.unacknowledged && socket.writable)
        socket.write(await formatReply(request, reply))
    } catch {
      socket.destroy()
    } finally {
      if (--waiting === 0 && socket.isPaused()) socket.resume()
    }
  }

  socket.on('data', (chunk: Buffer) => {
    try {
      for (const message of framing.push(chunk)) {
        waiting++
        busy = busy.then(() => handle(message))
      }
    } catch (error) {
      if (!(error instanceof BrokenFraming)) throw error
      socket.destroy()
    }
    if (waiting > MAX_WAITING) socket.pause()
  })
  socket.on('error', () => socket.destroy())
}
