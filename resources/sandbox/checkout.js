/*
 * Stands in for https://checkout.razorpay.com/v1/checkout.js: the same `Razorpay` class, but its
 * window is a page of the sandbox, next to this script.
 */
{
  const page = new URL('page', document.currentScript.src)
  const frameStyle =
    'position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647;color-scheme:light'

  window.Razorpay = class Razorpay {
    #options
    #frame
    #listeners = {}
    #receive = (message) => {
      const isFromPage = message.source === this.#frame?.contentWindow
      if (isFromPage && message.origin === page.origin) this.#handle(message.data)
    }

    constructor(options) {
      this.#options = options
    }

    on(event, listener) {
      const listeners = (this.#listeners[event] ??= [])
      listeners.push(listener)
    }

    open() {
      if (this.#frame) return
      const { order_id: order, name = '', description = '' } = this.#options
      this.#frame = document.createElement('iframe')
      this.#frame.title = 'Checkout'
      this.#frame.style.cssText = frameStyle
      this.#frame.src = `${page}?${new URLSearchParams({ order, name, description })}`
      window.addEventListener('message', this.#receive)
      document.body.append(this.#frame)
    }

    close() {
      window.removeEventListener('message', this.#receive)
      this.#frame?.remove()
      this.#frame = undefined
    }

    #handle({ paid, failed, dismissed }) {
      if (failed) for (const listener of this.#listeners['payment.failed'] ?? []) listener(failed)
      if (!paid && !dismissed) return
      this.close()
      if (paid) this.#options.handler?.(paid)
      else this.#options.modal?.ondismiss?.()
    }
  }
}
