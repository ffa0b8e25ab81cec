import { enableCompileCache, flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { WorkerMessage, WorkerOptions } from './index.ts'

// loading modules dominates the start time: later starts use the compiled code
enableCompileCache()
const { Server } = await import('./server.ts')

const { folder, listen } = workerData as WorkerOptions
const tell = (message: WorkerMessage) => parentPort?.postMessage(message)

// an uncaught error in one operation must not stop the server for all clients
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => console.error('embedded MongoDB server:', error))
}

try {
  const { server, port } = await Server.start(folder, listen)
  parentPort?.once('message', () => {
    void server.close().finally(() => parentPort?.close())
  })
  tell({ type: 'listening', port })
  flushCompileCache()
} catch (error) {
  tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  parentPort?.close()
}
