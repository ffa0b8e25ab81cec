import { chmodSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { neighbour } from './neighbour.ts'
import { removeAbandonedSockets, reserveSocketPath } from './socket_path.ts'

export interface EmbeddedMongoOptions {
  /** The data folder. Several processes may use the same folder at the same time. */
  folder: string
  /** TCP port to listen on (0: any free port) instead of a Unix socket. */
  port?: number
  host?: '127.0.0.1'
}

export interface EmbeddedMongo {
  /** Connection string without a database. */
  uri: string
  /** Returns a connection string with the given default database. */
  uriFor(database: string): string
  /** Completes the requests in flight, closes the files and stops the worker. */
  close(): Promise<void>
}

/** Options passed to the worker. */
export interface WorkerOptions {
  folder: string
  listen: { path: string } | { port: number; host: string }
}

/** Messages from the worker to its parent thread. */
export type WorkerMessage =
  { type: 'listening'; port?: number } | { type: 'failed'; message: string } | { type: 'closed' }

/** Three semi-spaces of 8 MB. A larger young generation is collected less often, with longer pauses. */
const YOUNG_GENERATION_IN_MB = 24

const WORKER_ENTRY = neighbour(import.meta.url, 'worker')

/**
 * Starts a MongoDB-compatible server in a worker thread of this process and resolves as soon as it
 * accepts connections. The thread does not keep the process alive.
 *
 * @throws {Error} if the folder is not writable or contains files of a newer format
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
  // `execArgv: []`: the main thread's loader hooks must not run in the worker
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

/** Resolves when the worker is listening. Rejects with the reason if it exits before. */
function firstMessage(worker: Worker): Promise<{ port?: number }> {
  return new Promise((resolve, reject) => {
    const alive = setTimeout(() => {}, 2 ** 30) // keeps the process alive: the worker is unreferenced
    const settle = (act: () => void) => {
      clearTimeout(alive)
      worker.removeAllListeners('error').removeAllListeners('exit')
      act()
    }
    worker.once('error', (error) => settle(() => reject(error)))
    worker.once('exit', (code) =>
      settle(() => reject(new Error(`The embedded MongoDB server exited with code ${code}`)))
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
