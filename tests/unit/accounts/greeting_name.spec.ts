import { test } from '@japa/runner'
import { greetingName } from '#app/accounts/greeting_name'

test.group('The name in a mail to an unproven address', () => {
  test('is {1} for {0}')
    .with([
      ['Asha Rao', 'Asha Rao'],
      ['Dr. Asha Devi Rao', 'Dr Asha'],
      ['O’Neil', 'O’Neil'],
      ['Élodie Anne-Marie', 'Élodie Anne-Marie'],
      ['ليلى حسن', 'ليلى حسن'],
      ['WIN 1000 at evil.example now and today', 'WIN at'],
      ['evil.example', 'there'],
      ['call 0900-123 <b>', 'call'],
      ['👩‍🎓', 'there'],
      [`${'x'.repeat(255)}`, 'x'.repeat(20)],
    ] as const)
    .run(({ assert }, [name, greeting]) => {
      assert.equal(greetingName(name), greeting)
    })
})
