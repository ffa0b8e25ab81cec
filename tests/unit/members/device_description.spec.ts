import { test } from '@japa/runner'
import { describeDevice } from '#app/members/device_description'

const DEVICES = {
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36':
    'Browser: Chrome 140.0.0.0 Device: Unknown Vendor Unknown Model DeviceType:  OS: Windows NT 10.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1':
    'Browser: Safari 18.5 Device: Apple iPhone DeviceType: mobile OS: iOS 18.5',
  'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1':
    'Browser: Safari 18.5 Device: Apple iPad DeviceType: tablet OS: iOS 18.5',
  'curl/8.5.0':
    'Browser: Unknown Browser  Device: Unknown Vendor Unknown Model DeviceType:  OS: Unknown OS ',
}

const SHAPE = /^Browser: (.*) Device: (.*) DeviceType: (|mobile|tablet|smarttv) OS: (.*)$/

test.group('The description of a device', () => {
  for (const [userAgent, description] of Object.entries(DEVICES))
    test(`recognizes ${userAgent}`, ({ assert }) => {
      assert.equal(describeDevice(userAgent), description)
    })

  for (const userAgent of [
    '',
    ' ',
    'x'.repeat(10_000),
    'Browser: A Device: B DeviceType: C OS: D',
    'Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/5.0 TV Safari/538.1',
    'Evil: OS:/1.0 (Device: x; OS: y)',
  ])
    test(`has one of each label for ${JSON.stringify(userAgent.slice(0, 60))}`, ({ assert }) => {
      const description = describeDevice(userAgent)
      assert.match(description, SHAPE)
      assert.lengthOf(description.match(/(Browser|Device|DeviceType|OS): /g)!, 4)
      assert.isAtMost(description.length, 500)
    })
})
