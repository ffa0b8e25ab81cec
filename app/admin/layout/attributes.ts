import { edgeGlobals } from 'edge.js'

/** Replaces Edge's `html.attrs`, which does not escape values, with a version that does. */
export function attrs(values: Record<string, unknown>) {
  const escaped = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? edgeGlobals.html.escape(value) : value,
  ])
  return edgeGlobals.html.attrs(Object.fromEntries(escaped))
}
