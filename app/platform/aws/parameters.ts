import StartRefused from '#app/platform/exceptions/start_refused'
import { ask, clientConfig } from '#app/platform/aws/aws_call'

/**
 * Reads decrypted values from Parameter Store in one call, by the variables that name them.
 * @param names names of parameters, by variables such as `PARAM_HOST_PATH`
 * @throws {StartRefused} if a parameter is missing; the message contains the variable's name and no
 * values
 */
export async function readParameters(
  names: ReadonlyMap<string, string>,
  region: string
): Promise<Map<string, string>> {
  const { GetParametersCommand, SSMClient } = await import('@aws-sdk/client-ssm')
  const client = new SSMClient(clientConfig(region))
  const command = new GetParametersCommand({ Names: [...names.values()], WithDecryption: true })
  const variables = [...names.keys()].join(', ')
  const { Parameters = [] } = await ask(`What ${variables} name`, (options) =>
    client.send(command, options)
  ).finally(() => client.destroy())

  const found = new Map(Parameters.map(({ Name, Value }) => [Name, Value]))
  const values = new Map<string, string>()
  for (const [variable, name] of names) {
    const value = found.get(name)
    if (!value)
      throw new StartRefused(`Parameter Store has no parameter with the name in ${variable}.`)
    values.set(variable, value)
  }
  return values
}
