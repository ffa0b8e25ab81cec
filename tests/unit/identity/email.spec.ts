import { test } from '@japa/runner'
import { normalizeEmail } from '#app/identity/email'

test.group('A normalized e-mail', () => {
  test('is {1} for {0}')
    .with([
      ['  Asha@Theta.Example ', 'asha@theta.example'],
      ['chef@bücher.example', 'chef@xn--bcher-kva.example'],
      ['chef@BÜCHER.example', 'chef@xn--bcher-kva.example'],
      ['chef@bu\u0308cher.example', 'chef@xn--bcher-kva.example'],
      ['Chef@XN--BCHER-KVA.example', 'chef@xn--bcher-kva.example'],
      ['e\u0301lodie@theta.example', 'élodie@theta.example'],
      ['asha@例え。example', 'asha@xn--r8jz45g.example'],
      ['asha..rao@docomo.example', 'asha..rao@docomo.example'],
      ['asha@school', 'asha@school'],
      ['"a@b"@theta.example', '"a@b"@theta.example'],
      ['asha', 'asha'],
      ['', ''],
    ] as const)
    .run(({ assert }, [input, email]) => {
      assert.equal(normalizeEmail(input), email)
      assert.equal(normalizeEmail(email), email)
    })

  test('keeps a host that is none, whatever it would mean in a URL: {$self}')
    .with([
      'asha@theta.example/ü',
      'asha@ü:80',
      'asha@ü?x',
      'asha@%41ü',
      'asha@ü ü',
      'asha@[ü]',
      'asha@ü\\x',
      'asha@\uD800',
      'asha@xn--ü',
      'asha@',
    ])
    .run(({ assert }, email) => {
      assert.equal(normalizeEmail(email), email)
    })
})
