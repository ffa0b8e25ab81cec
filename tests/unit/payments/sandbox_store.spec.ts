import { appendFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import SandboxAccount from '#app/payments/sandbox/sandbox_account'
import SandboxStore from '#app/payments/sandbox/sandbox_store'
import { aTemporaryFolder } from '#tests/helpers/processes'

const ORDER = { amount: 49_900, currency: 'INR', notes: { course: 'हिन्दी' } }

test.group('Store of the sandbox', () => {
  test('shows each process what the others have changed', async ({ assert, cleanup }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    const file = join(folder, 'razorpay', 'sandbox.jsonl')
    const [server, command] = [1, 2].map(() => new SandboxAccount(new SandboxStore(file)))

    const { id } = server.createOrder(ORDER)
    const payment = command.pay(id, 'captured')
    const refund = server.refund(payment.id, { amount: 100 })

    assert.deepEqual(command.get('refunds', refund.id), refund)
    assert.deepEqual(command.get('orders', id).notes, ORDER.notes)
    assert.equal(server.get('orders', id).status, 'paid')
    const restarted = new SandboxAccount(new SandboxStore(file))
    assert.equal(restarted.get('payments', payment.id).amount_refunded, 100)
    const { mode } = await stat(file)
    assert.equal(mode & 0o777, 0o600)
  })

  test('passes over a line that a full disk has cut off', async ({ assert, cleanup }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    const file = join(folder, 'sandbox.jsonl')
    const [one, other] = [1, 2].map(() => new SandboxAccount(new SandboxStore(file)))
    const first = one.createOrder(ORDER)

    await appendFile(file, '\n{"kind":"orders","entity":{"id":"order_')
    assert.deepEqual(other.all('orders'), [first])
    const second = other.createOrder(ORDER)

    assert.deepEqual(one.all('orders'), [first, second])
    assert.deepEqual(new SandboxAccount(new SandboxStore(file)).all('orders'), [first, second])
  })

  test('starts anew when its file was removed', async ({ assert, cleanup }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    const file = join(folder, 'sandbox.jsonl')
    const account = new SandboxAccount(new SandboxStore(file))
    const { id } = account.createOrder(ORDER)

    await rm(file)

    assert.isUndefined(account.find('orders', id))
    const next = account.createOrder(ORDER)
    assert.deepEqual(account.all('orders'), [next])
  })
})
