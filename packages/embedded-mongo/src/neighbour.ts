/**
 * Returns the URL of a module in the caller's folder, in the same form as the caller: source (.ts)
 * or build (.js). Hot reloading appends a query to `import.meta.url`, so the form is taken from the
 * path only.
 */
export function neighbour(moduleUrl: string, name: string): URL {
  const extension = new URL(moduleUrl).pathname.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./${name}.${extension}`, moduleUrl)
}
