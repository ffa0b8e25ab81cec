import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'embedded-mongo-'

/**
 * A path for a unix socket in a folder that only this user may enter. It lies in the system's
 * temporary folder because a socket's path holds about 104 bytes.
 */
export function reserveSocketPath(): { path: string; release(): void } {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  return {
    path: join(folder, 'mongo.sock'),
    release: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Removes what processes that were killed have left behind. */
export function removeAbandonedSockets(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length)) : Number.NaN
    if (Number.isNaN(pid) || isAlive(pid)) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // another user's: not ours to remove
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
