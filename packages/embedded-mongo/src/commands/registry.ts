import { aggregateCommands } from './aggregate.ts'
import { collectionCommands } from './collections.ts'
import type { Command } from './context.ts'
import { countCommands } from './count.ts'
import { deleteCommands } from './delete.ts'
import { diagnosticCommands } from './diagnostics.ts'
import { explainCommands } from './explain.ts'
import { findAndModifyCommands } from './find_and_modify.ts'
import { indexCommands } from './indexes.ts'
import { insertCommands } from './insert.ts'
import { readCommands } from './read.ts'
import { sessionCommands } from './sessions.ts'
import { updateCommands } from './update.ts'

const COMMANDS: Record<string, Command> = {
  ...aggregateCommands,
  ...collectionCommands,
  ...countCommands,
  ...deleteCommands,
  ...diagnosticCommands,
  ...explainCommands,
  ...findAndModifyCommands,
  ...indexCommands,
  ...insertCommands,
  ...readCommands,
  ...sessionCommands,
  ...updateCommands,
}

export const commandNamed = (name: string): Command | undefined =>
  Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
