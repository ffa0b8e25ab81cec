/** What the log says of an error. */
interface ErrorDescription {
  type: string
  message: string
  code?: unknown
  status?: unknown
  stack?: string
  cause?: unknown
}

/**
 * Describes an error for the log by members that are known: what else drivers add to theirs, such as the values of
 * a statement or the row that was refused, is not for it.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code, status } = error as { code?: unknown; status?: unknown }
  const description: ErrorDescription = {
    type: error.constructor.name,
    message: error.message,
    code,
    status,
    stack: error.stack,
  }
  if (error.cause !== undefined) description.cause = describeError(error.cause)
  return description
}
