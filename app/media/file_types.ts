import { fileTypeFromBuffer } from 'file-type'
import { containerOf } from '#app/media/containers'

export type FileKind = 'image' | 'video' | 'audio'

/** A file type, detected from the content. Its use is defined by a `Purpose`. */
export interface FileType {
  /** Extension of the key, which identifies the type. */
  extension: string
  mime: string
  kind: FileKind
  /** Name for people. */
  label: string
  /** MIME types that file-type reports. */
  signatures: readonly string[]
}

const FILE_TYPES = [
  {
    extension: 'png',
    mime: 'image/png',
    kind: 'image',
    label: 'PNG image',
    signatures: ['png', 'apng'],
  },
  { extension: 'jpg', mime: 'image/jpeg', kind: 'image', label: 'JPEG image', signatures: ['jpg'] },
  {
    extension: 'webp',
    mime: 'image/webp',
    kind: 'image',
    label: 'WebP image',
    signatures: ['webp'],
  },
  {
    extension: 'avif',
    mime: 'image/avif',
    kind: 'image',
    label: 'AVIF image',
    signatures: ['avif'],
  },
  { extension: 'gif', mime: 'image/gif', kind: 'image', label: 'GIF image', signatures: ['gif'] },
  {
    extension: 'mp4',
    mime: 'video/mp4',
    kind: 'video',
    label: 'MP4 video',
    signatures: ['mp4', 'm4v', '3gp'],
  },
  {
    extension: 'webm',
    mime: 'video/webm',
    kind: 'video',
    label: 'WebM video',
    signatures: ['webm'],
  },
  {
    extension: 'mov',
    mime: 'video/quicktime',
    kind: 'video',
    label: 'MOV video',
    signatures: ['mov'],
  },
  { extension: 'mp3', mime: 'audio/mpeg', kind: 'audio', label: 'MP3 audio', signatures: ['mp3'] },
  {
    extension: 'm4a',
    mime: 'audio/mp4',
    kind: 'audio',
    label: 'M4A audio',
    signatures: ['m4a', 'm4b'],
  },
  {
    extension: 'ogg',
    mime: 'audio/ogg',
    kind: 'audio',
    label: 'OGG audio',
    signatures: ['ogg', 'oga', 'opus', 'spx'],
  },
  { extension: 'wav', mime: 'audio/wav', kind: 'audio', label: 'WAV audio', signatures: ['wav'] },
] as const satisfies readonly FileType[]

export type Extension = (typeof FILE_TYPES)[number]['extension']

/** Number of bytes needed to detect the type. */
export const HEAD_IN_BYTES = 4100

const typeBySignature = new Map<string, FileType>(
  FILE_TYPES.flatMap((type) => type.signatures.map((signature) => [signature, type] as const))
)
const typeByExtension = new Map<string, FileType>(FILE_TYPES.map((type) => [type.extension, type]))

/** Pattern of stored file names; other names are not looked up. */
export const FILE_NAME = new RegExp(
  `^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(?:${[...typeByExtension.keys()].join('|')})$`
)

/** Detects the type of content from its first bytes, ignoring the name. */
export async function detectType(head: Uint8Array): Promise<FileType | undefined> {
  const container = containerOf(head)
  const detected = container ? undefined : await fileTypeFromBuffer(head)
  return typeBySignature.get(container ?? detected?.ext ?? '')
}

/** Returns the type of a stored file by name or key; `undefined` for names not given by an upload. */
export function typeOf(fileName: string): FileType | undefined {
  return typeByExtension.get(extensionOf(fileName))
}

/** Returns the extension of a name. */
export function extensionOf(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf('.') + 1)
}
