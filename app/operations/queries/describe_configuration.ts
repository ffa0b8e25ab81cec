import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { describeSettings } from '#config/settings'

/** Version and configuration of the application, without secrets. */
export default class DescribeConfiguration {
  async handle() {
    const { version, dependencies } = JSON.parse(
      await readFile(app.makePath('package.json'), 'utf8')
    )
    return {
      versions: [
        { name: 'Theta', version },
        { name: 'AdonisJS', version: dependencies['@adonisjs/core'] },
        { name: 'Node.js', version: process.versions.node },
        { name: 'V8', version: process.versions.v8 },
      ],
      startedAt: new Date(Date.now() - process.uptime() * 1000),
      memoryInBytes: process.memoryUsage.rss(),
      settings: describeSettings(),
    }
  }
}
