import { test } from '@japa/runner'
import pg from 'pg'
import { hostOf, origin, origins, serviceUrl, withPlainHost } from '#start/addresses'

/** The host that PostgreSQL's driver connects to. */
function hostOfDriver(databaseUrl: string): string {
  return new pg.Client({ connectionString: withPlainHost(databaseUrl) }).host
}

test.group('A setting with origins', () => {
  for (const [text, sent] of [
    ['HTTPS://Learn.Theta.Example', 'https://learn.theta.example'],
    ['https://theta.example:443', 'https://theta.example'],
    ['http://theta.example:80', 'http://theta.example'],
    ['https://theta.example:8443', 'https://theta.example:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://theta.example/', 'https://theta.example'],
    ['https://theta.example//', 'https://theta.example'],
    ['http://[0:0:0:0:0:0:0:1]:5173', 'http://[::1]:5173'],
    ['http://localhost:5173', 'http://localhost:5173'],
  ]) {
    test(`becomes what browsers send for ${text}`, ({ assert }) => {
      assert.equal(origin('APP_URL', text), sent)
      assert.deepEqual(origins('FRONTEND_URL', ` ${text} ,`), [sent])
    })
  }

  for (const [text, reason] of [
    ['https://theta.example/app', /contains a path/],
    ['https://theta.example/?a=b', /contains a query/],
    ['https://theta.example?', /contains a query/],
    ['https://theta.example#top', /contains a query or fragment/],
    ['https://*.theta.example', /contains a wildcard/],
    ['*', /does not start with https/],
    ['null', /does not start with https/],
    ['theta.example', /does not start with https/],
    ['localhost:5173', /does not start with https/],
    ['ftp://theta.example', /does not start with https/],
    ['https:///theta.example', /does not start with https/],
    ['https://theta example', /does not start with https/],
    ['https://theta.example:99999', /does not start with https/],
  ] as const) {
    test(`refuses ${text} with the reason`, ({ assert }) => {
      assert.throws(() => origins('FRONTEND_URL', `https://a.example, ${text}`), reason)
      assert.throws(() => origin('APP_URL', text), /^APP_URL must consist of origins such as/)
    })
  }

  test('does not show a password that it refuses', ({ assert }) => {
    const given = () => origins('FRONTEND_URL', 'https://admin:hunter2@theta.example')
    assert.throws(given, /^(?!.*hunter2).* one contains a user name or password$/)
  })

  test('is empty when it is not set, and lists each origin once', ({ assert }) => {
    assert.isUndefined(origin('APP_URL', ''))
    assert.deepEqual(origins('FRONTEND_URL', undefined), [])
    const twice = 'https://theta.example,https://theta.example:443/'
    assert.deepEqual(origins('FRONTEND_URL', twice), ['https://theta.example'])
  })
})

test.group('The URL of a service', () => {
  const redis = serviceUrl('redis://127.0.0.1:6379', 'redis', 'rediss')

  for (const value of ['127.0.0.1:6379', 'http://cache.example', 'redis://cache:port']) {
    test(`is refused without showing it: ${value}`, ({ assert }) => {
      const message = 'REDIS_URL must be a URL such as "redis://127.0.0.1:6379"'
      assert.throws(() => redis('REDIS_URL', value), message)
    })
  }

  test('may be missing', ({ assert }) => {
    assert.isUndefined(redis('REDIS_URL', ''))
  })

  for (const url of ['redis://[::1]:6379', 'smtp://user:word@[::1]:587', 'rediss://[::1]/1']) {
    test(`has a host without brackets for sockets: ${url}`, ({ assert }) => {
      assert.equal(hostOf(new URL(url)), '::1')
    })
  }

  for (const [url, host] of [
    ['postgres://theta:secret@[::1]:5432/theta', '::1'],
    ['postgres://[2001:db8::1]/theta?sslmode=disable', '2001:db8::1'],
    ['postgres://theta:[::1]@db.example/theta', 'db.example'],
    ['postgres://theta@127.0.0.1:5432/theta', '127.0.0.1'],
  ]) {
    test(`names a host that PostgreSQL's driver can connect to: ${url}`, ({ assert }) => {
      assert.equal(hostOfDriver(url), host)
    })
  }
})
