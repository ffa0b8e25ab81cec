import type { Doc } from '../bson/types.ts'
import { notSupported } from '../errors.ts'

export function compileJsonSchema(_schema: Doc): { accepts(document: Doc): boolean } {
  throw notSupported('$jsonSchema')
}
