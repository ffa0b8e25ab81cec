import { BaseCommand } from '@adonisjs/core/ace'
import type { ParsedOutput } from '@adonisjs/core/types/ace'
import { errors } from '@vinejs/vine'

/** A command for operators: what is refused is one sentence on standard error and exit code 1. */
export default abstract class ConsoleCommand extends BaseCommand {
  static options = { startApp: true }

  /** Who asks for help has given no arguments yet: the framework would miss them, once it has helped. */
  static validate(parsed: ParsedOutput) {
    if (parsed.flags.help !== true) super.validate(parsed)
  }

  /** What the command does; throws what it refuses. */
  abstract perform(): Promise<void>

  async run() {
    try {
      await this.perform()
    } catch (error) {
      this.fail(explain(error))
    }
  }

  /** Prints an answer, and nothing else, on standard output. */
  protected print(answer: string) {
    this.logger.log(answer)
  }

  protected fail(sentence: string) {
    this.exitCode = 1
    this.logger.logError(sentence)
  }
}

function explain(error: unknown): string {
  if (error instanceof errors.E_VALIDATION_ERROR) return error.messages[0]?.message ?? error.message
  return error instanceof Error ? error.message : String(error)
}
