import { BaseCommand } from '@adonisjs/core/ace'
import type { ParsedOutput } from '@adonisjs/core/types/ace'
import { errors } from '@vinejs/vine'
import { messageOf } from '#app/platform/exceptions/message_of'

/**
 * Base of console commands for operators: errors print one sentence to standard error and exit with
 * code 1.
 */
export default abstract class ConsoleCommand extends BaseCommand {
  static options = { startApp: true }

  /**
   * Skips argument validation for `--help`, which the framework would run before it prints the
   * help.
   */
  static validate(parsed: ParsedOutput) {
    if (parsed.flags.help !== true) super.validate(parsed)
  }

  /** Runs the command. Thrown errors are printed as described above. */
  abstract perform(): Promise<void>

  async run() {
    try {
      await this.perform()
    } catch (error) {
      this.fail(explain(error))
    }
  }

  /** Prints the command's result to standard output, which receives nothing else. */
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
  return messageOf(error)
}
