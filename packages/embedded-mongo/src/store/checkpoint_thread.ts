/* The thread that `checkpoints.ts` starts: it copies what the log holds into the data file when it is told to. */
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
    // passive: nobody waits for it, and it waits for nobody
    database.exec('PRAGMA wal_checkpoint(PASSIVE)')
    parentPort?.postMessage({ failure: undefined })
  } catch (error) {
    parentPort?.postMessage({ failure: (error as Error).message })
  }
})
