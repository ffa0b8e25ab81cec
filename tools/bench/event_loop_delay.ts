/*
 * Loaded into a server that is measured: records how long its event loop is blocked. On SIGUSR2 it
 * writes the result in milliseconds to the file EVENT_LOOP_DELAY, and begins anew.
 */
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface EventLoopDelay {
  p99: number
  max: number
}

const RESOLUTION_IN_MS = 5
const NANOSECONDS = 1e6

const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_IN_MS })
histogram.enable()

/** The timer itself takes its resolution, which is no delay. */
const delay = (nanoseconds: number) => Math.max(nanoseconds / NANOSECONDS - RESOLUTION_IN_MS, 0)

process.on('SIGUSR2', () => {
  const result: EventLoopDelay = {
    p99: delay(histogram.percentile(99)),
    max: delay(histogram.max),
  }
  writeFileSync(process.env.EVENT_LOOP_DELAY!, JSON.stringify(result))
  histogram.reset()
})
