import type { Readable } from 'node:stream'
import type { Capability } from '#app/platform/capability'
import { type Extension, type FileType, extensionOf } from '#app/media/file_types'

/** The use of a file. Capabilities define purposes, which control type, size and access of their files. */
export interface Purpose {
  /** Name in the database; must not change once files have been uploaded. */
  name: string
  /** Prefix of the files' keys and URLs. Ends with a slash. */
  prefix: string
  accepts: readonly Extension[]
  /** Message that lists the accepted files. */
  refusal: string
  maxBytes: number
  /** Readers of its files: everyone, or holders of a signed URL. */
  access: 'public' | 'signed'
  cacheControl: string
  /** Checks whether the viewer of a signed URL may still read the file. */
  viewers?: () => Promise<{ default: new (...dependencies: never[]) => ViewerCheck }>
  /** Form field of the file, `file` by default. */
  field?: string
  /** Converts each file before it is stored; without it, files are stored as they are. */
  conversion?: FileConversion
}

/** Decides whether someone for whom a URL was signed may still read its file. */
export interface ViewerCheck {
  /** @param viewer as the URL was signed for */
  allows(viewer: string): Promise<boolean>
}

export interface FileConversion {
  /** One of the accepted extensions. */
  extension: Extension
  /** Must consume the content, or reject. */
  convert: (contents: Readable) => Promise<Buffer>
}

declare module '#app/platform/capability' {
  interface Capability {
    /** Purpose of the files. */
    purposes?: () => Promise<{ default: readonly Purpose[] }>
  }
}

/** Loads the purposes that capabilities register in their manifests. */
export async function purposesOf(capabilities: readonly Capability[]): Promise<Purpose[]> {
  const modules = await Promise.all(capabilities.map(({ purposes }) => purposes?.()))
  return modules.flatMap((module) => module?.default ?? [])
}

/** Registry of all purposes. */
export default class Purposes {
  /** @throws if two purposes can't be told apart by a key */
  constructor(private purposes: readonly Purpose[]) {
    for (const [index, purpose] of purposes.entries()) {
      const others = purposes.slice(0, index)
      if (others.some(({ name }) => name === purpose.name))
        throw new Error(`Two purposes are named "${purpose.name}"`)
      const clash = others.find((other) => areAlike(other, purpose))
      if (clash) throw new Error(`Files for ${clash.name} and ${purpose.name} would be mistaken`)
    }
  }

  /** Folders in which files are stored. */
  get prefixes(): string[] {
    return [...new Set(this.purposes.map(({ prefix }) => prefix))]
  }

  /** Finds the purpose of a stored file; `undefined` if none has its prefix and type. */
  ofKey(key: string): Purpose | undefined {
    const prefix = key.slice(0, key.lastIndexOf('/') + 1)
    const extension = extensionOf(key)
    return this.purposes.find((purpose) => purpose.prefix === prefix && has(purpose, extension))
  }
}

export function accepts(purpose: Purpose, type: FileType | undefined): type is FileType {
  return type !== undefined && has(purpose, type.extension)
}

/** Builds the key of a file. @param name without an extension */
export function keyFor(purpose: Purpose, name: string, { extension }: FileType): string {
  return `${purpose.prefix}${name}.${extension}`
}

function has({ accepts: extensions }: Purpose, extension: string): boolean {
  return (extensions as readonly string[]).includes(extension)
}

function areAlike(one: Purpose, other: Purpose): boolean {
  return one.prefix === other.prefix && one.accepts.some((extension) => has(other, extension))
}
