import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when a backup can't be created or restored; the message says why, and what to do. */
export default class BackupRefused extends Exception {
  static status = 409
  static code = 'E_BACKUP_REFUSED'
}
