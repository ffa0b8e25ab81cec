import { test } from '@japa/runner'
import { deviceName } from '#app/identity/user_agent'

test.group('The name of a device', () => {
  test('names the browser and the system, as far as they are known', ({ assert }) => {
    const edge = 'Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537 Edg/150.0'
    assert.equal(deviceName(edge), 'Edge on Windows')
    assert.equal(deviceName('Mozilla/5.0 (X11; Linux x86_64)'), 'Linux')
    assert.equal(deviceName('curl/8'), 'Unknown device')
  })
})
