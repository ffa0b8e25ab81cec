import { decodeAsync } from '../bson/decode.ts'
import { RawDoc, type Doc } from '../bson/types.ts'
import { failedToParse } from '../errors.ts'
import { runInTurns } from '../pause.ts'
import { compileFilter } from '../query/matcher.ts'
import { compileProjection } from '../query/projection_compiler.ts'
import { deleteRow } from '../store/rows.ts'
import { compileUpdate } from '../update/update.ts'
import {
  collationMember,
  collectionName,
  docMember,
  findCollection,
  flagMember,
  OK,
  variablesOf,
  type Command,
} from './context.ts'
import { firstTarget } from './targets.ts'
import { changeRow, insertUpserted } from './update.ts'

const findAndModify: Command = {
  inTransactions: true,
  retryable: true,
  async run(context) {
    const { command } = context
    collectionName(context)
    const removing = flagMember(command, 'remove')
    const upserting = flagMember(command, 'upsert')
    const answersNew = flagMember(command, 'new')
    if (removing && (command.has('update') || answersNew || upserting)) {
      throw failedToParse(
        command.has('update')
          ? 'Cannot specify both an update and remove=true'
          : upserting
            ? 'Cannot specify both upsert=true and remove=true'
            : "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document"
      )
    }
    if (!removing && !command.has('update'))
      throw failedToParse('Either an update or remove=true must be specified')

    return context.write(async (connection) => {
      const collection = findCollection(connection, context)
      const collation = collationMember(command, collection)
      const variables = variablesOf(command)
      const matcher = compileFilter(docMember(command, 'query') ?? new Map(), {
        collation,
        variables,
      })
      const fields = docMember(command, 'fields')
      const projection =
        fields && fields.size > 0
          ? compileProjection(fields, { language: 'find', collation, variables, matcher })
          : undefined
      const answered = (document: Doc, bytes: Uint8Array) =>
        projection ? projection.apply(document) : new RawDoc(bytes)
      const options = { collation, variables, arrayFilters: command.get('arrayFilters') }
      const compiled = removing
        ? undefined
        : await runInTurns(compileUpdate(command.get('update'), options), context.pause)
      const target = {
        matcher,
        collation,
        hint: command.get('hint'),
        sort: docMember(command, 'sort'),
      }
      const row = collection && (await firstTarget(context, connection, collection, target))
      if (!row || !collection) {
        if (!compiled || !upserting) {
          const seen = removing ? {} : { updatedExisting: false }
          return { lastErrorObject: { n: 0, ...seen }, value: null, ok: OK }
        }
        const inserted = await insertUpserted(context, connection, { update: compiled, matcher })
        const upserted = inserted.document.get('_id')
        return {
          lastErrorObject: { n: 1, updatedExisting: false, upserted },
          value: answersNew ? answered(inserted.document, inserted.bytes) : null,
          ok: OK,
        }
      }
      if (!compiled) {
        const deleted = await decodeAsync(row.bytes, context.pause)
        await deleteRow(connection, collection, row, () => deleted)
        return { lastErrorObject: { n: 1 }, value: answered(deleted, row.bytes), ok: OK }
      }
      const change = await changeRow(context, connection, collection, row, {
        update: compiled,
        matcher,
      })
      return {
        lastErrorObject: { n: 1, updatedExisting: true },
        value: answersNew
          ? answered(change.after, change.bytes)
          : answered(change.before, row.bytes),
        ok: OK,
      }
    })
  },
}

export const findAndModifyCommands: Record<string, Command> = {
  findAndModify,
  findandmodify: findAndModify,
}
