/**
 * The address of a module in the same folder as the one that asks, in the same form: source (.ts) or build (.js).
 * Hot reloading appends a query to `import.meta.url`, so only the path says which form it is.
 */
export function neighbour(moduleUrl: string, name: string): URL {
  const extension = new URL(moduleUrl).pathname.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./${name}.${extension}`, moduleUrl)
}
