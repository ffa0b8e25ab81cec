import StartRefused from '#app/platform/exceptions/start_refused'
import { ask, clientConfig } from '#app/platform/aws/aws_call'

/** Contents of a secret that RDS manages. */
export interface DatabaseCredentials {
  username?: string
  password: string
}

const ARN = /^arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:\S+$/

/** Database secret in Secrets Manager, created and rotated by RDS. */
export default class DatabaseSecret {
  /** @throws {StartRefused} if the value is not the ARN of a secret */
  constructor(
    private arn: string,
    private region: string
  ) {
    if (!ARN.test(arn)) throw new StartRefused('DB_SECRET_ARN is not the ARN of a secret.')
  }

  /**
   * @throws {StartRefused} if the secret can't be read or has no password; the message contains
   * neither value
   */
  async read(): Promise<DatabaseCredentials> {
    const { username, password } = membersOf(await this.text())
    if (typeof password !== 'string' || password === '')
      throw new StartRefused('The secret of DB_SECRET_ARN is not JSON with a password.')
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
