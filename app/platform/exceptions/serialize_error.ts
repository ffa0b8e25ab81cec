/** Serialized error for the log. */
interface ErrorDescription {
  type: string
  message: string
  code?: unknown
  status?: unknown
  stack?: string
  cause?: unknown
}

/**
 * Serializes only known properties of an error. Drivers add others, such as bindings or the
 * rejected row, which must not be logged.
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
