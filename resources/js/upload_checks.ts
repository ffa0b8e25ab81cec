/// <reference lib="dom" />
/*
 * Checks of files before they are uploaded: the server judges a few kilobytes of them.
 */
import { type Refused, post } from './requests.js'

/** Bytes of each part that the server judges. */
const PART_BYTES = 64 * 1024

/** Boxes of MP4 and MOV files that are looked at to find the index, which may lie behind the media. */
const MOST_BOXES = 50

/** @returns a warning, if many browsers can't play the file @throws {Error} with the reason, if it would be refused */
export async function check(file: File): Promise<string | undefined> {
  const head = await read(file, 0, PART_BYTES)
  if (file.size === 0) throw new Error('This is a folder or an empty file.')
  const at = await indexOf(file)
  const index = at > 0 ? await read(file, at, PART_BYTES) : new Uint8Array()
  try {
    const parts = { head: base64(head), index: base64(index) }
    const { warning } = await post<{ warning?: string }>('/admin/uploads/checks', parts)
    return warning
  } catch (error) {
    const { code, message } = error as Refused
    if (code === 'E_UNSUPPORTED_FILE') throw new Error(message, { cause: error })
    return undefined // the upload itself reports whatever else is wrong
  }
}

/** @throws {Error} for folders, which browsers pass on as files that can't be read */
async function read(file: File, from: number, length: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, from + length).arrayBuffer())
  } catch (error) {
    const reason = 'It can’t be read. If it is a folder, choose the files in it.'
    throw new Error(reason, { cause: error })
  }
}

/** Position of the box `moov`, or 0 if there is none. */
async function indexOf(file: File): Promise<number> {
  let at = 0
  for (let box = 0; box < MOST_BOXES && at + 16 <= file.size; box++) {
    const bytes = await read(file, at, 16)
    const view = new DataView(bytes.buffer)
    if (String.fromCharCode(...bytes.subarray(4, 8)) === 'moov') return at
    const size = view.getUint32(0) === 1 ? Number(view.getBigUint64(8)) : view.getUint32(0)
    if (size < 8) return 0
    at += size
  }
  return 0
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
