import { Exception } from '@adonisjs/core/exceptions'
import type { Kernel } from '@adonisjs/core/ace'

/**
 * Thrown when configuration or environment prevent the application from starting; the message says
 * why.
 */
export default class StartRefused extends Exception {
  static status = 500
  static code = 'E_START_REFUSED'

  /** Prints only the message, without a stack trace, in console commands. */
  render(error: StartRefused, kernel: Pick<Kernel, 'ui'>): void {
    kernel.ui.logger.logError(error.message)
  }
}
