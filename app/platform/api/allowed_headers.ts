/**
 * Allows request headers to other origins, written as they are asked for: the CORS package takes a list with blanks
 * behind its commas, as it may have, for a list of names that begin with a blank.
 */
export function allowedHeaders(...names: string[]) {
  return (asked: string[]): string[] =>
    names.map((name) => asked.find((one) => one.trim().toLowerCase() === name) ?? name)
}
