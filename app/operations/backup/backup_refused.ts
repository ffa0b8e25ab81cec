import { Exception } from '@adonisjs/core/exceptions'

/** A backup can't be made or restored as it is asked for; the message says why, and what can be done. */
export default class BackupRefused extends Exception {
  static status = 409
  static code = 'E_BACKUP_REFUSED'
}
