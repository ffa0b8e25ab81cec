import type { OutgoingRequest, RequestAdapter } from '#app/payments/gateways/razorpay_client'
import type SandboxApi from '#app/payments/sandbox/sandbox_api'
import type { SandboxRequest } from '#app/payments/sandbox/sandbox_api'

type OutgoingAuth = OutgoingRequest & { auth?: { username: string; password: string } }

/** Lets the official client call a sandbox in the same process instead of using HTTP. */
export function sandboxAdapter(api: SandboxApi): RequestAdapter {
  return async (request) => {
    const { status, body } = api.handle(incoming(request))
    const response = { status, data: JSON.stringify(body), headers: {}, config: request }
    if (status >= 300)
      throw Object.assign(new Error(`Status ${status}`), { response: { ...response, data: body } })
    return response
  }
}

function incoming({
  method = 'get',
  url = '',
  params,
  data,
  headers,
  auth,
}: OutgoingAuth): SandboxRequest {
  const given = Object.entries(params ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)])
  const basic = Buffer.from(`${auth?.username}:${auth?.password}`).toString('base64')
  const all = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  return {
    method: method.toUpperCase(),
    path: url,
    query: new URLSearchParams(given),
    headers: { ...Object.fromEntries(all), authorization: `Basic ${basic}` },
    body: typeof data === 'string' ? data : '',
  }
}
