/**
 * A transaction whose COMMIT was not confirmed: it may have been stored, or not. The client is answered with 503, and
 * repeating the call must be safe. `cause` is the driver's error.
 */
export default class CommitFailed extends Error {
  name = 'CommitFailed'

  constructor(cause: unknown) {
    super('The database did not confirm the COMMIT of a transaction', { cause })
  }
}
