import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'

/**
 * Tracks which servers have the files open. Each has a small file named after its process, removed
 * on a clean shutdown. A file without a running process indicates an unclean shutdown.
 */
export class Presence {
  private readonly folder: string
  private readonly ownFile: string

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'open')
    this.ownFile = join(this.folder, `${process.pid}-${randomUUID()}`)
  }

  /** Registers this server and returns whether another one was shut down uncleanly since the last check. */
  enter(): { afterUncleanEnd: boolean; settled(): void } {
    mkdirSync(this.folder, { recursive: true })
    const abandoned = readdirSync(this.folder).filter((name) => !this.isAlive(name))
    writeFileSync(this.ownFile, startOf(process.pid))
    return {
      afterUncleanEnd: abandoned.length > 0,
      settled: () => {
        for (const name of abandoned) rmSync(join(this.folder, name), { force: true })
      },
    }
  }

  leave(): void {
    rmSync(this.ownFile, { force: true })
  }

  private isAlive(name: string): boolean {
    const pid = Number.parseInt(name)
    try {
      process.kill(pid, 0)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
    }
    try {
      return readFileSync(join(this.folder, name), 'utf8') === startOf(pid)
    } catch {
      return true // the file has just been removed by its process
    }
  }
}

/** Returns a process's start time if the system provides it, because process IDs are reused. */
function startOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return 'unknown'
  }
}
