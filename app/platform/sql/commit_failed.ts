/**
 * Thrown when a COMMIT was not confirmed, so that the transaction may or may not be stored. The
 * client gets a 503, and repeating the request must be safe. `cause` is the driver's error.
 */
export default class CommitFailed extends Error {
  name = 'CommitFailed'

  constructor(cause: unknown) {
    super('The database did not confirm the COMMIT of a transaction', { cause })
  }
}
