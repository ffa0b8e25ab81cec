/** Largest id, since PostgreSQL stores ids in 32 bits. */
export const LARGEST_ID = 2 ** 31 - 1

export function isNumericId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= LARGEST_ID
}
