import { decodeAsync } from '../../bson/decode.ts'
import { isDoc, type Doc, type Value } from '../../bson/types.ts'
import { checkNamespace, type CommandContext } from '../../commands/context.ts'
import { MongoError } from '../../errors.ts'
import { compileFilter } from '../../query/matcher.ts'
import { choosePlan } from '../../query/planner.ts'
import { scan } from '../../query/scan.ts'
import { valueAt } from '../../query/walk.ts'
import type { Collection } from '../../store/catalog.ts'
import { catalogWriter } from '../../store/catalog_writer.ts'
import type { Connection } from '../../store/connection.ts'
import { encodeStored, insertRow, replaceRow, type StoredDoc } from '../../store/rows.ts'
import { withId } from '../../update/upsert.ts'
import { Scope } from '../scope.ts'
import { compileTransforms } from '../transforms.ts'
import { compileExpression } from '../expression.ts'

type Output = [stage: string, spec: Value]

/** Writes the pipeline's results with `$out` or `$merge`. */
export async function writeOutput(
  context: CommandContext,
  connection: Connection,
  [stage, spec]: Output,
  documents: Doc[]
): Promise<void> {
  if (stage === '$out') return replaceCollection(context, connection, spec, documents)
  return mergeInto(context, connection, spec, documents)
}

/** Resolves a stage's target: a collection name in the same database, or `{ db, coll }`. */
function targetOf(context: CommandContext, into: Value): [string, string] {
  const target: [string, string] = isDoc(into)
    ? [String(into.get('db') ?? context.database), String(into.get('coll') ?? '')]
    : [context.database, String(into)]
  checkNamespace(...target)
  return target
}

async function replaceCollection(
  context: CommandContext,
  connection: Connection,
  spec: Value,
  documents: Doc[]
) {
  const [database, name] = targetOf(context, spec)
  const existing = connection.catalog().find(database, name)
  if (existing) catalogWriter.dropCollection(connection, existing)
  const options = existing?.options ?? new Map<string, Value>()
  catalogWriter.createCollection(connection, database, name, options)
  for (const index of existing?.indexes ?? []) {
    const target = connection.catalog().find(database, name) as Collection
    if (!index.isId) catalogWriter.createIndex(connection, target, index.spec)
  }
  const collection = connection.catalog().find(database, name) as Collection
  for (const document of documents) {
    await insertOutput(context, connection, collection, withId(document))
    if (context.pause.isDue()) await context.pause.take()
  }
}

async function mergeInto(
  context: CommandContext,
  connection: Connection,
  spec: Value,
  documents: Doc[]
) {
  const options = isDoc(spec) ? spec : new Map<string, Value>()
  const [database, name] = targetOf(
    context,
    options.has('into') ? (options.get('into') as Value) : spec
  )
  const collection =
    connection.catalog().find(database, name) ??
    catalogWriter.createCollection(connection, database, name, new Map())
  const on = options.get('on') ?? '_id'
  const fields = (Array.isArray(on) ? on : [on]) as string[]
  checkMergeFields(collection, fields)
  for (const document of documents.map(withId)) {
    const found = await findByFields(context, connection, collection, fields, document)
    if (found) await mergeExisting(context, connection, collection, found, document, options)
    else await insertMissing(context, connection, collection, document, options)
    if (context.pause.isDue()) await context.pause.take()
  }
}

function checkMergeFields(collection: Collection, fields: string[]): void {
  const unique = collection.indexes.some(
    (index) =>
      (index.unique || index.isId) &&
      index.parts.length === fields.length &&
      index.parts.every(({ path }) => fields.includes(path))
  )
  if (!unique)
    throw new MongoError(51183, 'Cannot find index to verify that join fields will be unique')
}

async function findByFields(
  context: CommandContext,
  connection: Connection,
  collection: Collection,
  fields: string[],
  document: Doc
): Promise<StoredDoc | undefined> {
  const filter: Doc = new Map(
    fields.map((path) => [path, valueAt(document, path.split('.')) ?? null])
  )
  const matcher = compileFilter(filter)
  const plan = choosePlan(connection, collection, { matcher })
  const statistics = { keysExamined: 0, docsExamined: 0 }
  for await (const [row] of scan(connection, collection, plan, matcher, {
    pause: context.pause,
    statistics,
  }))
    return row
  return undefined
}

async function mergeExisting(
  context: CommandContext,
  connection: Connection,
  collection: Collection,
  row: StoredDoc,
  document: Doc,
  options: Doc
): Promise<void> {
  const action = options.get('whenMatched') ?? 'merge'
  const before = await decodeAsync(row.bytes, context.pause)
  if (action === 'keepExisting') return
  if (action === 'fail')
    throw new MongoError(
      11000,
      "$merge with whenMatched: fail found an existing document with the same values for the 'on' fields"
    )
  const after = Array.isArray(action)
    ? merged(before, document, action, options)
    : action === 'replace'
      ? new Map([['_id', before.get('_id') as Value], ...document])
      : new Map([...before, ...document])
  const bytes = await encodeStored(after, context.pause)
  await replaceRow(connection, collection, row, { before, after, bytes })
}

function merged(before: Doc, document: Doc, pipeline: Value[], options: Doc): Doc {
  const scope = new Scope(document)
  const variables = new Map<string, Value | undefined>([['new', document]])
  const given = options.get('let')
  if (isDoc(given)) {
    for (const [name, value] of given) variables.set(name, compileExpression(value)(scope))
  }
  return compileTransforms(pipeline, { variables }).reduce(
    (current, transform) => transform(current),
    before
  )
}

async function insertMissing(
  context: CommandContext,
  connection: Connection,
  collection: Collection,
  document: Doc,
  options: Doc
): Promise<void> {
  const action = options.get('whenNotMatched') ?? 'insert'
  if (action === 'discard') return
  if (action === 'fail')
    throw new MongoError(
      13113,
      '$merge could not find a matching document in the target collection for at least one document in the source collection'
    )
  await insertOutput(context, connection, collection, document)
}

async function insertOutput(
  { pause }: CommandContext,
  connection: Connection,
  collection: Collection,
  document: Doc
): Promise<void> {
  const bytes = await encodeStored(document, pause)
  await insertRow(connection, collection, bytes, () => document)
}
