/** Row of the benchmark table. Latencies are in milliseconds. */
export interface Row {
  name: string
  requestsPerSecond: number
  p50: number
  p99: number
  /** Share of the bare server's requests per second. */
  ratio: number
  /** Target share, if any. */
  target?: number
}

/** Formats the table as Markdown. */
export function table(rows: Row[]): string {
  const lines = rows.map(({ name, requestsPerSecond, p50, p99, ratio, target }) => {
    const verdict =
      target === undefined ? '' : `≥ ${target.toFixed(2)} ${ratio >= target ? '✓' : '✗'}`
    return `| ${name} | ${Math.round(requestsPerSecond)} | ${p50} | ${p99} | ${ratio.toFixed(2)} | ${verdict} |`
  })
  return [
    '| call | requests/s | p50 (ms) | p99 (ms) | share of the bare server | target |',
    '|---|---:|---:|---:|---:|---|',
    ...lines,
  ].join('\n')
}
