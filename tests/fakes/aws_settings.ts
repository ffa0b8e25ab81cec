import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Holdings {
  /** Values in Parameter Store by name. */
  parameters?: Record<string, string>
  /** Secrets in Secrets Manager by ARN. */
  secrets?: Record<string, string>
}

/** Fakes of Parameter Store and Secrets Manager on 127.0.0.1; the SDK finds them by its endpoint variables. */
export async function startAwsSettings({ parameters = {}, secrets = {} }: Holdings) {
  const calls: string[] = []
  const answers: Record<string, (input: { Names: string[]; SecretId: string }) => object | null> = {
    'AmazonSSM.GetParameters': ({ Names }) => ({
      Parameters: Names.flatMap((Name) => ({ Name, Value: parameters[Name] })).filter(
        ({ Value }) => Value !== undefined
      ),
      InvalidParameters: Names.filter((name) => !(name in parameters)),
    }),
    'secretsmanager.GetSecretValue': ({ SecretId }) =>
      SecretId in secrets ? { ARN: SecretId, SecretString: secrets[SecretId] } : null,
  }
  const server = createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target'])
    calls.push(target)
    const answer = answers[target]?.(JSON.parse(await text(request)))
    const body = answer ?? { __type: 'ResourceNotFoundException', message: 'Not found' }
    response.writeHead(answer ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    /** The requests, in order. */
    calls,
    secrets,
    environment: {
      AWS_ENDPOINT_URL_SSM: url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
