import { Exception } from '@adonisjs/core/exceptions'
import type { Kernel } from '@adonisjs/core/ace'

/** The application must not start as it is configured or as its surroundings are; the message says why. */
export default class StartRefused extends Exception {
  static status = 500
  static code = 'E_START_REFUSED'

  /** Shows a console command's user the sentence alone, without a stack. */
  render(error: StartRefused, kernel: Pick<Kernel, 'ui'>): void {
    kernel.ui.logger.logError(error.message)
  }
}
