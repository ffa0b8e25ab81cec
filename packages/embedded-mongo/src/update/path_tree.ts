import { MongoError } from '../errors.ts'

/** The paths of an update. No path may equal or contain another. */
export class PathTree {
  private readonly root: Tree = new Map()

  /** @throws {MongoError} 40 ConflictingUpdateOperators */
  add(path: string, parts: readonly string[]): void {
    let node = this.root
    for (const [at, part] of parts.entries()) {
      const last = at === parts.length - 1
      const next = node.get(part)
      if (next && (last || next.size === 0)) {
        const conflict = parts.slice(0, at + 1).join('.')
        throw new MongoError(
          40,
          `Updating the path '${path}' would create a conflict at '${conflict}'`
        )
      }
      const child: Tree = next ?? new Map()
      node.set(part, child)
      node = child
    }
  }
}

interface Tree extends Map<string, Tree> {}
