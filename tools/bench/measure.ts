import type { ChildProcess } from 'node:child_process'
import autocannon from 'autocannon'
import type { BaselineAnswer, BaselineUpdate } from './baseline.ts'
import type { Row } from './report.ts'
import type { ServerProcess } from '../server_process.ts'

export const CONNECTIONS = 20

/**
 * Warm-up, after which the engine has optimized the code, as in a server that has run for a while.
 */
const warmUpSeconds = Number(process.env.BENCH_WARM_UP || 4)

const seconds = Number(process.env.BENCH_SECONDS || 4)

/** Request to measure. */
export interface Call {
  name: string
  method?: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
  /** Update that the bare server makes for each request. */
  update?: BaselineUpdate
  /** Folder in which the bare server stores a row for each request. */
  rowsIn?: string
  connections?: number
  /** Prepares each connection, for requests that differ. */
  setupClient?: (client: autocannon.Client) => void
  target?: number
}

export interface Baseline {
  process: ChildProcess
  address: string
}

export function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve) => child.once('message', resolve as (message: unknown) => void))
}

async function load(address: string, call: Call, duration: number) {
  const { path, method = 'GET', headers, body, connections = CONNECTIONS, setupClient } = call
  const result = await autocannon({
    url: address + path,
    method,
    headers,
    body,
    setupClient,
    connections,
    duration,
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${path}: ${result.non2xx} refused, ${result.errors} without an answer`)
  return result
}

/** Measures a call, and a bare server that sends the same bytes. */
export async function measure(
  server: ServerProcess,
  { process: bareServer, address: bareAddress }: Baseline,
  call: Call
): Promise<Row> {
  const response = await fetch(server.address + call.path, {
    method: call.method,
    headers: call.headers,
    body: call.body,
  })
  const body = Buffer.from(await response.arrayBuffer())
  const headers = Object.fromEntries(
    [...response.headers].filter(([name]) => !['connection', 'keep-alive', 'date'].includes(name))
  )
  const answer: BaselineAnswer = {
    status: response.status,
    headers,
    body: body.toString('base64'),
    update: call.update,
    rowsIn: call.rowsIn,
  }
  const ready = message(bareServer)
  bareServer.send(answer)
  await ready

  const bareCall = { ...call, setupClient: undefined }
  await load(bareAddress, bareCall, warmUpSeconds)
  await load(server.address, call, warmUpSeconds)
  const bare = [await load(bareAddress, bareCall, seconds / 2)]
  const own = await load(server.address, call, seconds)
  bare.push(await load(bareAddress, bareCall, seconds / 2))

  const bareRate = (bare[0].requests.average + bare[1].requests.average) / 2
  const { latency, requests } = own
  return {
    name: call.name,
    requestsPerSecond: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    ratio: requests.average / bareRate,
    target: call.target,
  }
}
