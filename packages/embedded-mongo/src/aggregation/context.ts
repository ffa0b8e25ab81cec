import type { Collation } from '../bson/collation.ts'
import type { Doc } from '../bson/types.ts'
import type { Pause } from '../pause.ts'
import type { ScanStatistics } from '../query/scan_options.ts'
import type { Connection } from '../store/connection.ts'
import type { Variables } from './scope.ts'

/** Documents flowing through a pipeline, in batches. */
export type Stream = AsyncIterable<Doc[]>

export type Stage = (input: Stream) => Stream

/** State shared by the stages of a pipeline. */
export interface PipelineContext {
  database: string
  connection: Connection
  pause: Pause
  statistics: ScanStatistics
  collation?: Collation
  variables: Variables
  /** Lists the clients' sessions in the form that `$listLocalSessions` returns. */
  sessions(): Doc[]
}

export async function* streamOf(documents: Doc[]): AsyncGenerator<Doc[]> {
  if (documents.length > 0) yield documents
}

export async function collect(stream: Stream): Promise<Doc[]> {
  const documents: Doc[] = []
  for await (const batch of stream) for (const document of batch) documents.push(document)
  return documents
}

/** Applies synchronous work to each document and yields to the event loop when it takes long. */
export async function* eachDoc(
  input: Stream,
  pause: Pause,
  work: (document: Doc, emit: (result: Doc) => void) => void
): AsyncGenerator<Doc[]> {
  for await (const batch of input) {
    let results: Doc[] = []
    const emit = (result: Doc) => void results.push(result)
    for (const document of batch) {
      work(document, emit)
      if (!pause.isDue()) continue
      await pause.take() // pause before yielding: the next stage runs in the same turn
      if (results.length > 0) yield results
      results = []
    }
    if (results.length > 0) yield results
  }
}
