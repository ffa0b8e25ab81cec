import { spawn } from 'node:child_process'
import { once } from 'node:events'

const HOLD = `
  const { DatabaseSync } = require('node:sqlite')
  const database = new DatabaseSync(process.argv[1], { timeout: 10_000 })
  database.exec('BEGIN IMMEDIATE')
  console.log('locked')
  process.stdin.on('data', () => {
    database.exec('ROLLBACK')
    database.close()
    process.exit()
  })
`

/** Takes SQLite's write lock in another process. @returns a function that releases it */
export async function lockFromOutside(file: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['-e', HOLD, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return async () => {
    if (child.exitCode !== null) return
    child.stdin.write('go on')
    await once(child, 'exit')
  }
}
