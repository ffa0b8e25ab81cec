import { appendFileSync, closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { EntityKind, SandboxEntities } from '#app/payments/sandbox/sandbox_entities'

type Maps = { [Kind in EntityKind]: Map<string, SandboxEntities[Kind]> }

interface JournalEntry {
  kind: EntityKind
  entity: { id: string }
}

/**
 * Keeps the entities of a sandbox account in memory. With a file, each change is also appended to it, and changes of
 * other processes are read from there, so that the server and console commands see the same account.
 */
export default class SandboxStore {
  private maps = newMaps()
  private file?: { id: string; read: number }
  /** Start of a line that was only partly in the file. */
  private rest = ''

  constructor(private path?: string) {}

  /** Reads what other processes have changed. */
  refresh(): void {
    if (!this.path) return
    const stat = statSync(this.path, { throwIfNoEntry: false })
    const size = stat?.size ?? 0
    const id = `${stat?.ino} ${stat?.birthtimeMs}` // inode numbers are used again
    if (this.file?.id !== id || this.file.read > size) this.forget(id)
    if (this.file!.read < size) this.readFrom(this.path, this.file!.read, size)
  }

  get<Kind extends EntityKind>(kind: Kind, id: string): SandboxEntities[Kind] | undefined {
    return this.maps[kind].get(id)
  }

  /** Entities in the order in which they were created. */
  all<Kind extends EntityKind>(kind: Kind): SandboxEntities[Kind][] {
    return [...this.maps[kind].values()]
  }

  put<Kind extends EntityKind>(kind: Kind, entity: SandboxEntities[Kind]): SandboxEntities[Kind] {
    if (this.path) this.append(this.path, { kind, entity })
    else this.apply({ kind, entity })
    return entity
  }

  /**
   * Reads the file only if another process has changed it at the same moment. The entry begins a new line, because a
   * full disk or the end of a process may have left the last one unfinished.
   */
  private append(path: string, entry: JournalEntry) {
    this.refresh()
    const line = Buffer.from(`\n${JSON.stringify(entry)}\n`)
    if (this.file!.read === 0) mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    appendFileSync(path, line, { mode: 0o600 })
    const isOurs = this.file!.read > 0 && statSync(path).size === this.file!.read + line.length
    if (!isOurs) return this.refresh()
    this.file!.read += line.length
    this.apply(entry)
  }

  private forget(id: string) {
    this.maps = newMaps()
    this.rest = ''
    this.file = { id, read: 0 }
  }

  private readFrom(path: string, start: number, end: number) {
    const bytes = Buffer.alloc(end - start)
    const descriptor = openSync(path, 'r')
    const length = readSync(descriptor, bytes, 0, bytes.length, start)
    closeSync(descriptor)
    this.file!.read = start + length
    const lines = (this.rest + bytes.toString('latin1', 0, length)).split('\n')
    this.rest = lines.pop()!
    for (const line of lines) {
      const entry = entryIn(Buffer.from(line, 'latin1').toString())
      if (entry) this.apply(entry)
    }
  }

  private apply({ kind, entity }: JournalEntry) {
    const map = this.maps[kind] as Map<string, { id: string }>
    map.set(entity.id, entity)
  }
}

/** @returns undefined for an unfinished line, whose change was not acknowledged */
function entryIn(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function newMaps(): Maps {
  return { orders: new Map(), payments: new Map(), refunds: new Map(), disputes: new Map() }
}
