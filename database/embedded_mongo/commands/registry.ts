import { aggregateCommands } from './aggregate.ts'
import { collectionCommands } from './collections.ts'
import type { Command } from './context.ts'
import { diagnosticCommands } from './diagnostics.ts'
import { explainCommands } from './explain.ts'
import { indexCommands } from './indexes.ts'
import { readCommands } from './read.ts'
import { sessionCommands } from './sessions.ts'
import { writeCommands } from './write.ts'

const COMMANDS: Record<string, Command> = {
  ...aggregateCommands,
  ...collectionCommands,
  ...diagnosticCommands,
  ...explainCommands,
  ...indexCommands,
  ...readCommands,
  ...sessionCommands,
  ...writeCommands,
}

export const commandNamed = (name: string): Command | undefined =>
  Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
