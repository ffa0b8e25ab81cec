import type { Capability } from '#app/platform/capability'
import { type Extension, type FileType, extensionOf } from '#app/media/file_types'

/** What a file is for. A capability defines its purposes; they decide about each of its files. */
export interface Purpose {
  /** Names the purpose in the database, so it never changes once files have been uploaded for it. */
  name: string
  /** Begins the keys of its files, and their addresses. Ends with a slash. */
  prefix: string
  accepts: readonly Extension[]
  /** Tells a person which files are accepted. */
  refusal: string
  maxBytes: number
  /** Who may read its files: anyone, or whoever holds a signed address. */
  access: 'public' | 'signed'
  cacheControl: string
}

declare module '#app/platform/capability' {
  interface Capability {
    /** What its files are for. */
    purposes?: () => Promise<{ default: readonly Purpose[] }>
  }
}

/** Loads the purposes that capabilities register in their manifests. */
export async function purposesOf(capabilities: readonly Capability[]): Promise<Purpose[]> {
  const modules = await Promise.all(capabilities.map(({ purposes }) => purposes?.()))
  return modules.flatMap((module) => module?.default ?? [])
}

/** Every purpose that a capability has registered. */
export default class Purposes {
  /** @throws when two purposes could not be told apart by a key */
  constructor(private purposes: readonly Purpose[]) {
    for (const [index, purpose] of purposes.entries()) {
      const others = purposes.slice(0, index)
      if (others.some(({ name }) => name === purpose.name))
        throw new Error(`Two purposes are named "${purpose.name}"`)
      const clash = others.find((other) => areAlike(other, purpose))
      if (clash) throw new Error(`Files for ${clash.name} and ${purpose.name} would be mistaken`)
    }
  }

  /** The folders in which files are stored. */
  get prefixes(): string[] {
    return [...new Set(this.purposes.map(({ prefix }) => prefix))]
  }

  /** The purpose of a stored file; `undefined` if its prefix or its type belongs to none. */
  ofKey(key: string): Purpose | undefined {
    const prefix = key.slice(0, key.lastIndexOf('/') + 1)
    const extension = extensionOf(key)
    return this.purposes.find((purpose) => purpose.prefix === prefix && has(purpose, extension))
  }
}

export function accepts(purpose: Purpose, type: FileType | undefined): type is FileType {
  return type !== undefined && has(purpose, type.extension)
}

/** The key of a file for this purpose. @param name without an extension */
export function keyFor(purpose: Purpose, name: string, { extension }: FileType): string {
  return `${purpose.prefix}${name}.${extension}`
}

function has({ accepts: extensions }: Purpose, extension: string): boolean {
  return (extensions as readonly string[]).includes(extension)
}

function areAlike(one: Purpose, other: Purpose): boolean {
  return one.prefix === other.prefix && one.accepts.some((extension) => has(other, extension))
}
