import { MongoError } from '../errors.ts'
import { collect, streamOf, type PipelineContext } from '../aggregation/context.ts'
import { OUTPUT_STAGES, runPipeline } from '../aggregation/pipeline.ts'
import { stageOf } from '../aggregation/transforms.ts'
import { writeOutput } from '../aggregation/stages/output.ts'
import { DEFAULT_BATCH_SIZE } from '../sessions/cursors.ts'
import type { Connection } from '../store/connection.ts'
import { countReply } from './count.ts'
import { cursorReply } from './read.ts'
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
  inSnapshots: true,
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

function pipelineContext(
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

export const aggregateCommands: Record<string, Command> = { aggregate }
