import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Holdings {
  /** Values of Parameter Store by their names. */
  parameters?: Record<string, string>
  /** Texts of Secrets Manager by their ARNs. */
  secrets?: Record<string, string>
}

/** Parameter Store and Secrets Manager on 127.0.0.1, which the SDK finds by the variables that name their endpoints. */
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
    /** What was asked for, in order. */
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
