import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'embedded-mongo-'

/**
 * Reserves a Unix socket path in a folder that only this user can access. It is in the system's
 * temporary folder because socket paths are limited to about 104 bytes.
 */
export function reserveSocketPath(): { path: string; release(): void } {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  return {
    path: join(folder, 'mongo.sock'),
    release: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Removes socket folders left by killed processes. */
export function removeAbandonedSockets(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length)) : Number.NaN
    if (Number.isNaN(pid) || isAlive(pid)) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // owned by another user
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
