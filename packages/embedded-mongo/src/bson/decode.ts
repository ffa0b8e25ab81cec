import { inTurns, type Pause } from '../pause.ts'
import { QUICKLY_READ, Reader } from './reader.ts'
import type { Doc, RawDoc, Value } from './types.ts'

/** Reads a whole document. @throws {MongoError} 22 InvalidBSON */
export function decode(bytes: Uint8Array): Doc {
  return new Reader(bytes).readWholeDocument()
}

/** Reads a whole document that may be very long: others get their turn meanwhile. */
export function decodePatiently(bytes: Uint8Array, pause: Pause): Doc | Promise<Doc> {
  if (bytes.length <= QUICKLY_READ) return decode(bytes)
  return inTurns(new Reader(bytes).wholeDocumentInSteps(), pause)
}

/**
 * Reads only the named top-level fields: a scan that looks at two fields of a document needn't build
 * the others.
 */
export function decodeFields(bytes: Uint8Array, names: ReadonlySet<string>): Doc {
  return new Reader(bytes).readFields(names)
}

/** Does as `decodeFields` does, while others get their turn. */
export function decodeFieldsPatiently(
  bytes: Uint8Array,
  names: ReadonlySet<string>,
  pause: Pause
): Doc | Promise<Doc> {
  return inTurns(new Reader(bytes).fieldsInSteps(names), pause)
}

/** The value of one top-level field, or `undefined`. */
export function decodeField(bytes: Uint8Array, name: string): Value | undefined {
  return new Reader(bytes).readFields(new Set([name])).get(name)
}

/**
 * Reads a command, but leaves the documents of one of its arrays as the bytes that they are: what is only
 * to be stored needn't be built.
 */
export function decodeCommand(
  bytes: Uint8Array,
  rawArray: string
): { command: Doc; raw?: RawDoc[] } {
  const steps = new Reader(bytes).commandInSteps(rawArray)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Reads a command as `decodeCommand` does; a long one while others get their turn. */
export async function decodeCommandPatiently(
  bytes: Uint8Array,
  rawArray: string,
  pause: Pause
): Promise<{ command: Doc; raw?: RawDoc[] }> {
  if (bytes.length <= QUICKLY_READ) return decodeCommand(bytes, rawArray)
  return inTurns(new Reader(bytes).commandInSteps(rawArray), pause)
}
