import { runInTurns, type Pause } from '../pause.ts'
import { MAX_SYNC_READ_BYTES, Reader } from './reader.ts'
import type { Doc, RawDoc, Value } from './types.ts'

/** Decodes a whole document. @throws {MongoError} 22 InvalidBSON */
export function decode(bytes: Uint8Array): Doc {
  return new Reader(bytes).readWholeDocument()
}

/** Decodes a document of any length, yielding to the event loop when it is long. */
export function decodeAsync(bytes: Uint8Array, pause: Pause): Doc | Promise<Doc> {
  if (bytes.length <= MAX_SYNC_READ_BYTES) return decode(bytes)
  return runInTurns(new Reader(bytes).wholeDocumentInSteps(), pause)
}

/**
 * Decodes only the named top-level fields, so a scan that looks at two fields does not build the
 * rest.
 */
export function decodeFields(bytes: Uint8Array, names: ReadonlySet<string>): Doc {
  return new Reader(bytes).readFields(names)
}

/** Does the same as `decodeFields`, yielding to the event loop. */
export function decodeFieldsAsync(
  bytes: Uint8Array,
  names: ReadonlySet<string>,
  pause: Pause
): Doc | Promise<Doc> {
  return runInTurns(new Reader(bytes).fieldsInSteps(names), pause)
}

/** Decodes one top-level field, or returns `undefined` if it is missing. */
export function decodeField(bytes: Uint8Array, name: string): Value | undefined {
  return new Reader(bytes).readFields(new Set([name])).get(name)
}

/**
 * Decodes a command but keeps the documents of one of its arrays as bytes: documents that are only
 * stored need not be built.
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

/** Does the same as `decodeCommand`, yielding to the event loop when the command is long. */
export async function decodeCommandAsync(
  bytes: Uint8Array,
  rawArray: string,
  pause: Pause
): Promise<{ command: Doc; raw?: RawDoc[] }> {
  if (bytes.length <= MAX_SYNC_READ_BYTES) return decodeCommand(bytes, rawArray)
  return runInTurns(new Reader(bytes).commandInSteps(rawArray), pause)
}
