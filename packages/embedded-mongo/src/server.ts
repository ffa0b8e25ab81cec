import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net'
import { dispatch, errorReply } from './commands/dispatch.ts'
import { asMongoError } from './commands/errors.ts'
import type { Reply, ServerState } from './commands/context.ts'
import { limitEffort } from './effort.ts'
import { Pause } from './pause.ts'
import { readLists } from './query/value_lists.ts'
import { Cursors } from './sessions/cursors.ts'
import { forgetReplies, Sessions } from './sessions/sessions.ts'
import { Snapshots } from './sessions/snapshots.ts'
import { clearLeftovers } from './store/leftovers.ts'
import { Store } from './store/store.ts'
import { deleteExpired } from './store/ttl.ts'
import { serveConnection } from './wire/connection.ts'
import type { Request } from './wire/messages.ts'

export type Listen = { path: string } | { port: number; host: string }

const HOUSEKEEPING_SECONDS = 30

/** The server: a store, its client connections and periodic housekeeping. */
export class Server {
  private readonly state: ServerState
  private readonly net: NetServer
  private readonly sockets = new Set<Socket>()
  private readonly housekeeping: NodeJS.Timeout
  private lastHousekeeping = Date.now()
  private inFlight = 0
  private lastConnection = 0

  private constructor(store: Store) {
    this.state = {
      store,
      cursors: new Cursors(),
      sessions: new Sessions(store),
      snapshots: new Snapshots(store),
      startedAt: Date.now(),
      address: '',
      housekeepingSeconds: HOUSEKEEPING_SECONDS,
      counters: { connections: 0, operations: {} },
    }
    this.net = createServer({ noDelay: true }, (socket) => this.connected(socket))
    this.housekeeping = setInterval(() => void this.runHousekeeping(), 1000).unref()
  }

  static async start(folder: string, listen: Listen): Promise<{ server: Server; port?: number }> {
    limitEffort()
    const server = new Server(await Store.open(folder))
    try {
      await server.listen(listen)
    } catch (error) {
      await server.close()
      throw error
    }
    const address = server.net.address()
    const port = typeof address === 'object' ? (address as AddressInfo | null)?.port : undefined
    server.state.address = 'path' in listen ? listen.path : `${listen.host}:${port}`
    return { server, port }
  }

  /** Completes the requests in flight, then closes all connections and files. */
  async close(): Promise<void> {
    clearInterval(this.housekeeping)
    const closed = new Promise<void>((resolve) => this.net.close(() => resolve()))
    for (let waited = 0; this.inFlight > 0 && waited < 5000; waited += 10) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    for (const socket of this.sockets) socket.destroy()
    await closed
    await this.state.cursors.close()
    await this.state.sessions.close()
    this.state.snapshots.close()
    await this.state.store.close()
  }

  private listen(listen: Listen): Promise<void> {
    return new Promise((resolve, reject) => {
      this.net.once('error', reject)
      this.net.listen(listen, () => {
        this.net.off('error', reject)
        resolve()
      })
    })
  }

  private connected(socket: Socket): void {
    const connectionId = ++this.lastConnection
    this.sockets.add(socket)
    this.state.counters.connections++
    socket.once('close', () => {
      this.sockets.delete(socket)
      this.state.counters.connections--
    })
    serveConnection(socket, (request) => this.answer(request, connectionId))
  }

  private async answer(request: Request, connectionId: number): Promise<Reply> {
    this.inFlight++
    try {
      const reading = request.read()
      const { command, sequences } = reading instanceof Promise ? await reading : reading
      if (reading instanceof Promise) await readLists(command, new Pause())
      return await dispatch(this.state, { command, sequences, connectionId })
    } catch (error) {
      return errorReply(asMongoError(error))
    } finally {
      this.inFlight--
    }
  }

  private async runHousekeeping(): Promise<void> {
    const { store, housekeepingSeconds } = this.state
    if (Date.now() - this.lastHousekeeping < housekeepingSeconds * 1000) return
    this.lastHousekeeping = Date.now()
    try {
      await deleteExpired(store)
      await clearLeftovers(store.reader, store.writes)
      await store.writes.run(forgetReplies)
    } catch {
      // such as a full disk or a long transaction: the next run tries again
    }
  }
}
