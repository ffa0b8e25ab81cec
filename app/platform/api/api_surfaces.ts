import type { ApiSurface } from '#app/platform/api/api_surface'

/** Finds the surface that serves a path. */
export default class ApiSurfaces {
  /** Longest prefix first, without trailing slash, so that `/` becomes an empty prefix. */
  private entries: { prefix: string; surface: ApiSurface }[]

  /** @throws if no surface serves `/`, or two serve the same prefix */
  constructor(readonly all: readonly ApiSurface[]) {
    this.entries = all
      .flatMap((surface) =>
        surface.prefixes.map((prefix) => ({ prefix: trimmed(prefix), surface }))
      )
      .sort((one, other) => other.prefix.length - one.prefix.length)
    const prefixes = new Set(this.entries.map(({ prefix }) => prefix))
    if (!prefixes.has('')) throw new Error('No API surface has the prefix /')
    if (prefixes.size < this.entries.length)
      throw new Error('Two API surfaces have the same prefix')
  }

  /** @param path without its query string */
  of(path: string): ApiSurface {
    return this.entries.find(({ prefix }) => liesBelow(path, prefix))!.surface
  }
}

function trimmed(prefix: string): string {
  return prefix.replace(/\/$/, '')
}

/** `/api` matches `/api` and `/api/user`, but not `/apiary`. */
function liesBelow(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false
  return prefix === '' || path.length === prefix.length || path[prefix.length] === '/'
}
