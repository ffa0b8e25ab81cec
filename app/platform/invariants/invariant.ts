/**
 * Condition that stored data always meets, across databases and the file store. Capabilities declare theirs as
 * `invariants`; `node ace doctor --invariants` checks them.
 */
export default abstract class Invariant {
  /** The condition, as a sentence about intact data: `Each paid order has a payment`. */
  abstract readonly condition: string

  /**
   * Finds records that break the condition, in batches, so that memory stays bounded. Other processes may be changing
   * data: what a waiting event is still going to complete is no violation.
   *
   * @returns one phrase per record that names it by its ids
   */
  abstract violations(): AsyncIterable<string>
}
