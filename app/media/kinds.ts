import env from '#start/env'

/** What a file is for: it decides which kinds are accepted, how large they may be and who may fetch them. */
export type MediaRole = 'cover' | 'lecture'

/** A kind of file that can be uploaded and served. */
export interface MediaKind {
  role: MediaRole
  /** The extension of its key. */
  extension: string
  mime: string
  /** What file-type calls its content. */
  signatures: readonly string[]
}

const KINDS: readonly MediaKind[] = [
  { role: 'cover', extension: 'png', mime: 'image/png', signatures: ['png', 'apng'] },
  { role: 'cover', extension: 'jpg', mime: 'image/jpeg', signatures: ['jpg'] },
  { role: 'cover', extension: 'webp', mime: 'image/webp', signatures: ['webp'] },
  { role: 'cover', extension: 'avif', mime: 'image/avif', signatures: ['avif'] },
  { role: 'cover', extension: 'gif', mime: 'image/gif', signatures: ['gif'] },
  { role: 'lecture', extension: 'mp4', mime: 'video/mp4', signatures: ['mp4', 'm4v'] },
  { role: 'lecture', extension: 'webm', mime: 'video/webm', signatures: ['webm'] },
  { role: 'lecture', extension: 'mov', mime: 'video/quicktime', signatures: ['mov'] },
  { role: 'lecture', extension: 'mp3', mime: 'audio/mpeg', signatures: ['mp3'] },
  { role: 'lecture', extension: 'm4a', mime: 'audio/mp4', signatures: ['m4a', 'm4b'] },
  {
    role: 'lecture',
    extension: 'ogg',
    mime: 'audio/ogg',
    signatures: ['ogg', 'oga', 'opus', 'spx'],
  },
  { role: 'lecture', extension: 'wav', mime: 'audio/wav', signatures: ['wav'] },
]

const kindBySignature = new Map(
  KINDS.flatMap((kind) => kind.signatures.map((signature) => [signature, kind] as const))
)
const kindByExtension = new Map(KINDS.map((kind) => [kind.extension, kind]))

/** How large files may be, in bytes. */
export const maxBytes: Readonly<Record<MediaRole, number>> = {
  cover: 10 * 1024 * 1024,
  lecture: env.get('MAX_LECTURE_BYTES'),
}

/** The names of stored files: nothing else is ever looked for. */
export const FILE_NAME = new RegExp(
  `^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(?:${[...kindByExtension.keys()].join('|')})$`
)

/** The kind of some content, as file-type names it, if it is accepted for the role. */
export function acceptedKind(signature: string | undefined, role: MediaRole) {
  const kind = kindBySignature.get(signature ?? '')
  return kind?.role === role ? kind : undefined
}

/** The kind of a stored file, by its name or key. @throws for a name that no upload gave */
export function kindOf(fileName: string): MediaKind {
  const kind = kindByExtension.get(fileName.slice(fileName.lastIndexOf('.') + 1))
  if (!kind) throw new Error(`"${fileName}" is no name of a stored file`)
  return kind
}
