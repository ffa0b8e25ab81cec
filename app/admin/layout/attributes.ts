import { edgeGlobals } from 'edge.js'

/** Edge's `html.attrs`, which writes values as they are, with values that stay values whatever is in them. */
export function attrs(values: Record<string, unknown>) {
  const escaped = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? edgeGlobals.html.escape(value) : value,
  ])
  return edgeGlobals.html.attrs(Object.fromEntries(escaped))
}
