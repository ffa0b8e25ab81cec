import type { AddressInfo } from 'node:net'
import type { ApplicationService } from '@adonisjs/core/types'
import config from '#config/payments'
import SandboxAccount from '#app/payments/sandbox/sandbox_account'
import SandboxWebhooks from '#app/payments/sandbox/sandbox_webhooks'

/** Lets the sandbox send its webhooks to this server, if the sandbox is used. */
export default class PaymentsProvider {
  private webhooks?: SandboxWebhooks

  constructor(protected app: ApplicationService) {}

  async ready() {
    if (config.razorpay || this.app.getEnvironment() !== 'web') return

    const server = await this.app.container.make('server')
    const { port } = server.getNodeServer()!.address() as AddressInfo
    const webhooks = new SandboxWebhooks({ url: `http://127.0.0.1:${port}/api/webhooks/razorpay` })
    const account = await this.app.container.make(SandboxAccount)
    account.onEvent((event) => webhooks.send(event))
    this.webhooks = webhooks
  }

  async shutdown() {
    this.webhooks?.stop()
  }
}
