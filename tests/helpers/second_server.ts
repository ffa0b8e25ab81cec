import { type AppServer, startServer } from '#tests/helpers/processes'

/** Starts another server on the tests' stores; `environment` is added to theirs. */
export function aSecondServer(environment: Record<string, string> = {}): Promise<AppServer> {
  return startServer({ ...process.env, ...environment })
}
