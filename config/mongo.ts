import { join } from 'node:path'
import env from '#start/env'
import { dataDir } from '#config/app'
import { connectTimeoutInMs, isServing, silenceTimeoutInMs } from '#config/timeouts'

/** MongoDB database. Without a URI, the embedded server stores it in the folder. */
export default {
  uri: env.get('MONGODB_URI')?.release(),
  timeoutInMs: isServing ? silenceTimeoutInMs : connectTimeoutInMs,
  embedded: { folder: join(dataDir, 'mongo'), database: 'theta' },
}
