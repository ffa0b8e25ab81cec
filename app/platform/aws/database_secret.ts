import StartRefused from '#app/platform/exceptions/start_refused'
import { ask, clientConfig } from '#app/platform/aws/aws_call'

/** What RDS keeps in the secret that it manages. */
export interface DatabaseCredentials {
  username?: string
  password: string
}

const ARN = /^arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:\S+$/

/** The database's secret in Secrets Manager, which RDS makes, and changes every now and then. */
export default class DatabaseSecret {
  /** @throws {StartRefused} when it is no secret's ARN */
  constructor(
    private arn: string,
    private region: string
  ) {
    if (!ARN.test(arn)) throw new StartRefused('DB_SECRET_ARN is not the ARN of a secret.')
  }

  /** @throws {StartRefused} when it can't be read or holds no password; the message has neither value */
  async read(): Promise<DatabaseCredentials> {
    const { username, password } = membersOf(await this.text())
    if (typeof password !== 'string' || password === '')
      throw new StartRefused('The secret that DB_SECRET_ARN names is no JSON with a password.')
    return { password, username: typeof username === 'string' ? username : undefined }
  }

  private async text(): Promise<string> {
    const { GetSecretValueCommand, SecretsManagerClient } =
      await import('@aws-sdk/client-secrets-manager')
    const client = new SecretsManagerClient(clientConfig(this.region))
    const command = new GetSecretValueCommand({ SecretId: this.arn })
    const { SecretString = '' } = await ask('The secret of DB_SECRET_ARN', (options) =>
      client.send(command, options)
    ).finally(() => client.destroy())
    return SecretString
  }
}

function membersOf(text: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(text) }
  } catch {
    return {}
  }
}
