import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'

/**
 * Who has the files open: one small file each, named after the process and removed by a clean end. One
 * whose process is gone tells of an unclean end.
 */
export class Presence {
  private readonly folder: string
  private readonly ownFile: string

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'open')
    this.ownFile = join(this.folder, `${process.pid}-${randomUUID()}`)
  }

  /** Marks this server as open and answers whether another one has ended uncleanly since the last check. */
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
      return true // it has just left by itself
    }
  }
}

/** When a process began, where the system tells: a number may be given to a new process. */
function startOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return 'unknown'
  }
}
