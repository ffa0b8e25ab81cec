/* The thread started by `checkpoints.ts`. On request, it copies the write-ahead log into the data file. */
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

const { file } = workerData as { file: string }
const database = new DatabaseSync(file, { timeout: 0 })
database.exec('PRAGMA synchronous=FULL; PRAGMA cache_size=-1000; PRAGMA wal_autocheckpoint=0')

parentPort?.on('message', (message: 'copy' | 'end') => {
  if (message === 'end') {
    database.close()
    parentPort?.close()
    return
  }
  try {
    // PASSIVE neither blocks other connections nor waits for them
    database.exec('PRAGMA wal_checkpoint(PASSIVE)')
    parentPort?.postMessage({ failure: undefined })
  } catch (error) {
    parentPort?.postMessage({ failure: (error as Error).message })
  }
})
