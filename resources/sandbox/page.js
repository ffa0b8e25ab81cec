/* The checkout's window: pays an order of the sandbox and tells the page that opened it. */

const query = new URLSearchParams(location.search)
const order = `orders/${encodeURIComponent(query.get('order') ?? '')}`
const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' })

const element = (id) => document.getElementById(id)
const tell = (message) => window.parent.postMessage(message, '*')

function report(text) {
  element('status').textContent = text
}

async function answerOf(path, options) {
  const response = await fetch(path, options)
  const body = await response.json()
  if (!response.ok) throw new Error(body.error.description)
  return body
}

async function showOrder() {
  element('name').textContent = query.get('name') || 'Checkout'
  element('description').textContent = query.get('description') || ''
  const { amount, status } = await answerOf(order)
  element('amount').textContent = rupees.format(amount / 100)
  if (status === 'paid') leaveOnlyClosing('This order is already paid.')
}

async function pay({ outcome, silent }) {
  const { failed, ...paid } = await answerOf(`${order}/payments?outcome=${outcome}`, {
    method: 'POST',
  })
  if (failed) {
    report(`${failed.error.description}. You can try again.`)
    tell({ failed })
  } else if (silent === undefined) {
    tell({ paid })
    leaveOnlyClosing('Paid.')
  } else {
    leaveOnlyClosing(
      'Paid. The shop wasn’t notified: it will learn of the payment from the webhook or reconciliation.'
    )
  }
}

function leaveOnlyClosing(text) {
  report(text)
  for (const button of document.querySelectorAll('[data-outcome]')) button.hidden = true
  element('close').textContent = 'Close'
}

element('close').addEventListener('click', () => tell({ dismissed: true }))
for (const button of document.querySelectorAll('[data-outcome]')) {
  button.addEventListener('click', () => {
    pay(button.dataset).catch(({ message }) => report(message))
  })
}
showOrder().catch(({ message }) => report(message))
