type ErrorClass = new (...args: never[]) => Error

/**
 * A fact that has consequences (`LearnerEnrolled`, written with the fact), or a command that is written ahead of what
 * it does (`PurgeCourse`). Its listeners get the payload alone: JSON that is stored until all of them have succeeded,
 * encrypted if the event is confidential.
 */
export default abstract class OutboxEvent<Payload extends object = object> {
  /** Identifies the event in the database. */
  static readonly kind: string
  /** Kinds of rows that were written before the event was renamed. */
  static readonly formerKinds: readonly string[] = []
  static readonly confidential: boolean = false
  /** Errors of listeners after which the event is dropped, since another attempt would change nothing. */
  static readonly discardOn: readonly ErrorClass[] = []

  constructor(readonly payload: Payload) {}
}

export interface OutboxEventClass<Payload extends object> {
  readonly kind: string
  readonly formerKinds: readonly string[]
  readonly confidential: boolean
  readonly discardOn: readonly ErrorClass[]
  new (payload: Payload): OutboxEvent<Payload>
}

/** Handles an event. It may run more than once for the same one. */
export interface OutboxListener<Payload extends object> {
  handle(payload: Payload): Promise<unknown>
}
