import { inject } from '@adonisjs/core'
import MayWatch from '#app/accounts/queries/may_watch'
import { parseViewer } from '#app/catalog/viewer'
import type { ViewerCheck } from '#app/media/purposes'

/** A video is read in many parts, so decisions are kept for a while: access ends within this time. */
const KEPT_FOR_MS = 30_000
const MOST_KEPT = 10_000

interface Decision {
  isAllowed: boolean
  until: number
}

const decisions = new Map<string, Decision>()

/** Decides whether the viewer of a lecture is still enrolled in its course, or an administrator. */
@inject()
export default class LectureViewers implements ViewerCheck {
  constructor(private mayWatch: MayWatch) {}

  /** While the database is unavailable, the last decision counts. */
  async allows(viewer: string): Promise<boolean> {
    const known = decisions.get(viewer)
    if (known && known.until > performance.now()) return known.isAllowed
    const ids = parseViewer(viewer)
    if (!ids) return false
    try {
      const isAllowed = await this.mayWatch.handle(ids)
      keep(viewer, isAllowed)
      return isAllowed
    } catch (error) {
      if (known) return known.isAllowed
      throw error
    }
  }

  /** Forgets all decisions, for tests. */
  forget(): void {
    decisions.clear()
  }
}

/** Drops the oldest decision when there are too many. */
function keep(viewer: string, isAllowed: boolean) {
  decisions.delete(viewer)
  if (decisions.size >= MOST_KEPT) decisions.delete(decisions.keys().next().value!)
  decisions.set(viewer, { isAllowed, until: performance.now() + KEPT_FOR_MS })
}
