/* A server in a worker thread that reports the longest CPU time for which it blocked its event loop. */
import { parentPort, workerData } from 'node:worker_threads'
import { threadTime } from '../src/effort.ts'
import { Server } from '../src/server.ts'

const { folder } = workerData as { folder: string }
const { server, port } = await Server.start(folder, { host: '127.0.0.1', port: 0 })

let last = threadTime()
let longest = 0
const look = () => {
  const now = threadTime()
  longest = Math.max(longest, now - last)
  last = now
  setImmediate(look)
}
look()

parentPort?.on('message', (message: 'read' | 'end') => {
  if (message === 'end') {
    void server.close().then(() => process.exit())
    return
  }
  // include the work of the current turn
  setImmediate(() => {
    parentPort?.postMessage(longest)
    longest = 0
  })
})
parentPort?.postMessage(port)
