import { isUniqueViolation } from '#app/platform/sql/unique_violation'

/** Throws `error` if the index of user names refuses the change. */
export async function whenNameIsTaken<Result>(
  error: Error,
  change: () => Promise<Result>
): Promise<Result> {
  try {
    return await change()
  } catch (cause) {
    throw isUniqueViolation(cause) ? error : cause
  }
}
