/** An error as it is logged. */
interface ErrorDescription {
  type: string
  message: string
  code?: unknown
  status?: unknown
  stack?: string
  cause?: unknown
}

/**
 * Serializes an error for the log, with known members only: drivers add others to theirs, such as the values of a
 * statement or the refused row, which must not be logged.
 */
export function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code, status } = error as { code?: unknown; status?: unknown }
  const description: ErrorDescription = {
    type: error.constructor.name,
    message: error.message,
    code,
    status,
    stack: error.stack,
  }
  if (error.cause !== undefined) description.cause = serializeError(error.cause)
  return description
}
