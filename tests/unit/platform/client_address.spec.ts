import type { IncomingMessage } from 'node:http'
import { test } from '@japa/runner'
import { canonicalAddress, clientAddress, networkOf } from '#app/platform/client_address'

const PROXY = '10.0.0.1'
const isTrusted = (address: string) => address.startsWith('10.')

function ask(forwarded: string | undefined, remoteAddress: string | undefined = PROXY) {
  const request = { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }
  return clientAddress(request as unknown as IncomingMessage, isTrusted)
}

test.group('The address of a client', () => {
  test('reads {0} as {1}')
    .with([
      ['203.0.113.10', '203.0.113.10'],
      ['203.0.113.10:51000', '203.0.113.10'],
      ['2001:DB8:0:0:0::1', '2001:db8::1'],
      ['[2001:db8::1]:51000', '2001:db8::1'],
      ['[2001:db8::1]', '2001:db8::1'],
      ['fe80::1%eth0', 'fe80::1'],
      ['::ffff:203.0.113.10', '203.0.113.10'],
      ['::FFFF:CB00:710A', '203.0.113.10'],
      [' 203.0.113.10 ', '203.0.113.10'],
    ] as const)
    .run(({ assert }, [text, address]) => {
      assert.equal(canonicalAddress(text), address)
    })

  test('fits into the columns that store it, however long it is written: {0}')
    .with([
      ['ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255'],
      ['[ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255]:51000'],
      ['fe80:0000:0000:0000:0000:0000:0000:0001%a-very-long-zone'],
      ['0000:0000:0000:0000:0000:ffff:203.000.113.010'],
      [`[2001:db8::1]:${'5'.repeat(40)}`],
    ] as const)
    .run(({ assert }, [text]) => {
      assert.isAtMost(canonicalAddress(text)?.length ?? 0, 45)
      assert.isAtMost(ask(text).length, 45)
    })

  test('is unknown for an invalid address', ({ assert }) => {
    const others = [
      '',
      'unknown',
      '_hidden',
      '203.0.113',
      '203.0.113.10:5:1',
      '1'.repeat(300),
      '\0',
    ]
    for (const text of others) assert.isNull(canonicalAddress(text), text)
  })

  test('is the one that the nearest trusted proxy reports, whatever a client sends', ({
    assert,
  }) => {
    assert.equal(ask('203.0.113.10'), '203.0.113.10')
    assert.equal(ask('6.6.6.6, 203.0.113.10:51000'), '203.0.113.10')
    assert.equal(ask('203.0.113.10, 10.0.0.2:443'), '203.0.113.10')
    assert.equal(ask('6.6.6.6', '203.0.113.9'), '203.0.113.9')
    assert.equal(ask(undefined, '::ffff:203.0.113.9'), '203.0.113.9')
  })

  test('falls back to the proxy that sent an invalid one', ({ assert }) => {
    for (const garbage of ['', ',', 'unknown', 'x'.repeat(300), '1.2.3.4, '])
      assert.equal(ask(garbage), PROXY)
    assert.equal(ask('garbage, 10.0.0.2'), '10.0.0.2')
    assert.match(ask('203.0.113.10', ''), /^[\d.]+$/)
  })
})

test.group('The network of a client', () => {
  test('counts {0} as {1}')
    .with([
      ['203.0.113.10', '203.0.113.10'],
      ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['2001:db8::1', '2001:db8:0:0::/64'],
      ['::1', '0:0:0:0::/64'],
      ['::203.0.113.10', '0:0:0:0::/64'],
      ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ffff:ffff:ffff:ffff::/64'],
    ] as const)
    .run(({ assert }, [address, network]) => {
      assert.equal(networkOf(address), network)
    })
})
