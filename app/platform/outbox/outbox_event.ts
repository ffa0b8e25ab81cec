type ErrorClass = new (...args: never[]) => Error

/** Person whom a job concerns. */
export interface Recipient {
  userId?: string
  email?: string
}

/**
 * A fact that has consequences (`LearnerEnrolled`, written with the fact), or a command that is
 * written before it is carried out (`PurgeCourse`). Listeners get only the payload: JSON that is
 * stored until all of them have succeeded, encrypted if the event is confidential.
 */
export default abstract class OutboxEvent<Payload extends object = object> {
  /** Name of the event in the database. */
  static readonly kind: string
  /** Earlier names of the event, for rows that were stored under them. */
  static readonly formerKinds: readonly string[] = []
  static readonly confidential: boolean = false
  /** Listener errors for which the event is discarded, since a retry would fail again. */
  static readonly discardOn: readonly ErrorClass[] = []

  /** Purpose of the job, for operators: `Access email`. */
  static readonly label: string

  /** Returns the person whom the job concerns, if any. */
  static recipientOf(_payload: object): Recipient {
    return {}
  }

  constructor(readonly payload: Payload) {}
}

export interface OutboxEventClass<Payload extends object> {
  readonly kind: string
  readonly formerKinds: readonly string[]
  readonly confidential: boolean
  readonly discardOn: readonly ErrorClass[]
  readonly label: string
  recipientOf(payload: Payload): Recipient
  new (payload: Payload): OutboxEvent<Payload>
}

/** Handles an event. May run more than once for the same event. */
export interface OutboxListener<Payload extends object> {
  handle(payload: Payload): Promise<unknown>
}
