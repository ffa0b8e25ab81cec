import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import { collect, streamOf, type PipelineContext } from '../aggregation/context.ts'
import { headOf, OUTPUT_STAGES, runPipeline } from '../aggregation/pipeline.ts'
import { stageOf } from '../aggregation/transforms.ts'
import { compileFilter } from '../query/matcher.ts'
import { writeOutput } from '../aggregation/stages/output.ts'
import { DEFAULT_BATCH_SIZE } from '../sessions/cursors.ts'
import type { Connection } from '../store/connection.ts'
import { countDocuments, cursorReply } from './read.ts'
import {
  arrayMember,
  collationMember,
  collectionName,
  countMember,
  docMember,
  variablesOf,
  type Command,
  type CommandContext,
} from './context.ts'
import { explainReply } from './explain.ts'

const aggregate: Command = {
  inTransactions: true,
  async run(context) {
    const { command, database } = context
    const collectionless = command.get('aggregate') === 1
    const name = collectionless ? '$cmd.aggregate' : collectionName(context)
    const stages = arrayMember(command, 'pipeline', 'aggregate')
    if (!stages)
      throw new MongoError(40414, "BSON field 'aggregate.pipeline' is missing but a required field")
    if (command.get('explain') === true) return explainReply(context, command)
    if (!command.has('cursor')) {
      throw new MongoError(
        9,
        "The 'cursor' option is required, except for aggregate with the explain argument"
      )
    }
    const batchSize =
      countMember(docMember(command, 'cursor') ?? new Map(), 'batchSize') ?? DEFAULT_BATCH_SIZE
    const options = { namespace: `${database}.${name}`, batchSize, single: false }

    const last = stages.length > 0 ? stageOf(stages[stages.length - 1]) : undefined
    if (last && OUTPUT_STAGES.has(last[0])) {
      if (docMember(command, 'readConcern')?.get('level') === 'linearizable') {
        throw new MongoError(
          72,
          `${last[0]} cannot be used with a 'linearizable' read concern level`
        )
      }
      const documents = await context.read((connection) =>
        collect(runPipeline(pipelineContext(context, connection, name), name, stages.slice(0, -1)))
      )
      await context.write((connection) => writeOutput(context, connection, last, documents))
      return cursorReply(context, streamOf([]), options)
    }
    return context.read(async (connection) => {
      const counted = await countReply(context, connection, name, stages)
      if (counted) return cursorReply(context, streamOf(counted), options)
      const pipeline = pipelineContext(context, connection, name)
      return cursorReply(
        context,
        runPipeline(pipeline, name, stages, undefined, command.get('hint')),
        options
      )
    })
  },
}

export function pipelineContext(
  context: CommandContext,
  connection: Connection,
  collection: string
): PipelineContext {
  const found = connection.catalog().find(context.database, collection)
  return {
    database: context.database,
    connection,
    pause: context.pause,
    statistics: { keysExamined: 0, docsExamined: 0 },
    collation: collationMember(context.command, found),
    variables: variablesOf(context.command),
    sessions: () => context.server.sessions.list(),
  }
}

/** Drivers count by `$match` and `$group`, which an index may answer without a look at the documents. */
async function countReply(
  context: CommandContext,
  connection: Connection,
  name: string,
  stages: Value[]
): Promise<Doc[] | undefined> {
  const { filter, rest } = headOf(stages)
  const collection = connection.catalog().find(context.database, name)
  if (!collection || rest.length !== 1) return undefined
  const field = countedField(rest[0])
  if (!field) return undefined
  const options = pipelineContext(context, connection, name)
  const n = await countDocuments(context, connection, collection, {
    matcher: compileFilter(filter, options),
    collation: options.collation,
    hint: context.command.get('hint'),
  })
  if (n === 0) return []
  return [
    field.id === undefined
      ? new Map([[field.name, n]])
      : new Map<string, Value>([
          ['_id', field.id],
          [field.name, n],
        ]),
  ]
}

/** The field that a stage counts all documents into; `undefined` where it does anything else. */
function countedField(stage: Value): { name: string; id?: Value } | undefined {
  const [operator, spec] = stageOf(stage)
  if (operator !== '$group' || !isDoc(spec) || spec.size !== 2) return undefined
  const id = spec.get('_id')
  if (id !== null && typeof id !== 'number') return undefined
  const [name, value] = [...spec].find(([member]) => member !== '_id') as [string, Value]
  const sum = isDoc(value) ? value.get('$sum') : undefined
  return sum === 1 && (value as Doc).size === 1 ? { name, id } : undefined
}

export const aggregateCommands: Record<string, Command> = { aggregate }
