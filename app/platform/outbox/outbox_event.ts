/**
 * Something that happened, and that something else must follow. The payload is all that its listeners get:
 * JSON, stored as a row until they have succeeded, encrypted where the class says that it is confidential.
 */
export default abstract class OutboxEvent<Payload extends object = object> {
  /** Names the event in the database; it never changes once rows with it exist. */
  static readonly kind: string
  static readonly confidential: boolean = false

  constructor(readonly payload: Payload) {}
}

export interface OutboxEventClass<Payload extends object> {
  readonly kind: string
  readonly confidential: boolean
  new (payload: Payload): OutboxEvent<Payload>
}

/** Does what must follow. May run twice for the same event. */
export interface OutboxListener<Payload extends object> {
  handle(payload: Payload): Promise<void>
}
