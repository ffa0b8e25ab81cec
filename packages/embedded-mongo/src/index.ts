import { chmodSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { neighbour } from './neighbour.ts'
import { removeAbandonedSockets, reserveSocketPath } from './socket_path.ts'

export interface EmbeddedMongoOptions {
  /** Where the data lives. Several processes may name the same folder at the same time. */
  folder: string
  /** Listen on this TCP port (0: any free one) instead of a unix socket. */
  port?: number
  host?: '127.0.0.1'
}

export interface EmbeddedMongo {
  /** A connection string that names no database. */
  uri: string
  /** The connection string whose default database is the given one. */
  uriFor(database: string): string
  /** Answers what is in flight, closes the files and ends the worker. */
  close(): Promise<void>
}

/** What the worker is started with. */
export interface WorkerOptions {
  folder: string
  listen: { path: string } | { port: number; host: string }
}

/** What the worker tells the thread that started it. */
export type WorkerMessage =
  { type: 'listening'; port?: number } | { type: 'failed'; message: string } | { type: 'closed' }

/** Three half-spaces of 8 MB: garbage of a bigger one is collected less often, and then everyone waits longer. */
const YOUNG_GENERATION_IN_MB = 24

const WORKER_ENTRY = neighbour(import.meta.url, 'worker')

/**
 * Starts a MongoDB-compatible server in a worker thread of this process and resolves as soon as it
 * accepts connections. The thread does not keep the process alive.
 *
 * @throws {Error} when the folder can't be written, or holds files of a newer format
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const tcp = options.port !== undefined || process.platform === 'win32'
  const socket = tcp ? undefined : reserveSocketPath()
  removeAbandonedSockets()

  const host = options.host ?? '127.0.0.1'
  const workerData: WorkerOptions = {
    folder: options.folder,
    listen: socket ? { path: socket.path } : { port: options.port ?? 0, host },
  }
  // `execArgv: []`: loader hooks of the main thread neither reach nor suit the worker
  const worker = new Worker(WORKER_ENTRY, {
    workerData,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_IN_MB },
    name: 'embedded-mongo',
  })
  worker.unref()

  const listening = await firstMessage(worker)
  if (socket) chmodSync(socket.path, 0o600)

  const address = socket ? encodeURIComponent(socket.path) : `${host}:${listening.port}`
  const uriFor = (database: string) => `mongodb://${address}/${database}?directConnection=true`
  let closing: Promise<void> | undefined

  return {
    uri: uriFor(''),
    uriFor: (database) => uriFor(encodeURIComponent(database)),
    close: () => (closing ??= closeWorker(worker).finally(() => socket?.release())),
  }
}

/** Resolves when the worker listens; a worker that ends before is an error that says why. */
function firstMessage(worker: Worker): Promise<{ port?: number }> {
  return new Promise((resolve, reject) => {
    const alive = setTimeout(() => {}, 2 ** 30) // the unreferenced worker alone would let the process end here
    const settle = (act: () => void) => {
      clearTimeout(alive)
      worker.removeAllListeners('error').removeAllListeners('exit')
      act()
    }
    worker.once('error', (error) => settle(() => reject(error)))
    worker.once('exit', (code) =>
      settle(() => reject(new Error(`The embedded MongoDB server ended with ${code}`)))
    )
    worker.once('message', (message: WorkerMessage) =>
      settle(() =>
        message.type === 'listening'
          ? resolve(message)
          : reject(new Error(message.type === 'failed' ? message.message : 'closed'))
      )
    )
  })
}

async function closeWorker(worker: Worker): Promise<void> {
  worker.ref()
  await new Promise<void>((resolve) => {
    worker.once('exit', () => resolve())
    worker.postMessage('close')
  })
}
