import type { Doc } from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import type { Collection } from '../store/catalog.ts'
import { flagMember, type CommandContext } from './context.ts'

/** @throws {MongoError} 121 DocumentValidationFailure if the document fails the collection's validator */
export function checkValid(
  context: CommandContext,
  collection: Collection,
  document: () => Doc
): void {
  const { validator } = collection
  if (!validator || flagMember(context.command, 'bypassDocumentValidation')) return
  const level = collection.options.get('validationLevel')
  const action = collection.options.get('validationAction')
  if (level === 'off' || action === 'warn' || validator.matches(document())) return
  throw new MongoError(121, 'Document failed validation', {
    info: {
      errInfo: {
        failingDocumentId: document().get('_id') ?? null,
        details: { operatorName: '$validator', specifiedAs: collection.options.get('validator') },
      },
    },
  })
}
