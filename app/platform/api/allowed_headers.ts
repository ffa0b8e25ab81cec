/**
 * Allows request headers for other origins. The CORS package does not trim the list that a
 * preflight sends, whose commas may be followed by spaces, so this matcher does.
 */
export function allowedHeaders(...names: string[]) {
  return (asked: string[]): string[] =>
    names.map((name) => asked.find((one) => one.trim().toLowerCase() === name) ?? name)
}
