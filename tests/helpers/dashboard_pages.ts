import type { Page } from 'playwright'

/** Addresses that differ only by an id or a query are one page. */
function patternOf(address: string): string {
  return new URL(address).pathname.replace(/(?<=\/)([0-9a-f]{24}|\d+)(?=\/|$)/g, ':id')
}

/**
 * Follows links from the addresses in `from` and calls `visit` on one dashboard page of each kind, so that new pages are
 * included automatically. The page has to be signed in.
 */
export async function onEveryPage(
  page: Page,
  origin: string,
  { from, visit }: { from: string[]; visit: (pattern: string) => Promise<void> }
): Promise<string[]> {
  const waiting = from.map((path) => origin + path)
  const visited: string[] = []
  for (let address = waiting.shift(); address; address = waiting.shift()) {
    const pattern = patternOf(address)
    if (visited.includes(pattern)) continue
    visited.push(pattern)
    await page.goto(address)
    await visit(pattern)
    const links = await page
      .locator('a[href^="/admin"]:not([download])')
      .evaluateAll((all) => all.map((link) => (link as { href?: string }).href ?? ''))
    waiting.push(...links.filter((link) => !visited.includes(patternOf(link))))
  }
  return visited
}
