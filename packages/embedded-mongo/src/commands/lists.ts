import { isNumeric, type Doc } from '../bson/types.ts'
import { toDouble } from '../bson/numbers.ts'
import { DEFAULT_BATCH_SIZE } from '../sessions/cursors.ts'
import { docMember, type CommandContext, type Reply } from './context.ts'
import { cursorReply } from './read.ts'

/** Returns a complete list in the form of a cursor, as the list commands do. */
export function listReply(
  context: CommandContext,
  documents: Doc[],
  namespace: string
): Promise<Reply> {
  const size = docMember(context.command, 'cursor')?.get('batchSize')
  const batchSize = isNumeric(size)
    ? toDouble(size)
    : Math.max(documents.length, DEFAULT_BATCH_SIZE)
  return cursorReply(context, once(documents), { namespace, batchSize, single: false })
}

async function* once(documents: Doc[]): AsyncGenerator<Doc[]> {
  if (documents.length > 0) yield documents
}
