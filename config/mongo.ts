import { join } from 'node:path'
import env from '#start/env'
import { dataDir } from '#config/app'
import { connectTimeoutInMs, isServing, silenceTimeoutInMs } from '#config/timeouts'

/** Where the MongoDB database is. Without a URI the embedded server keeps it in the folder. */
export default {
  uri: env.get('MONGODB_URI')?.release(),
  timeoutInMs: isServing ? silenceTimeoutInMs : connectTimeoutInMs,
  embedded: { folder: join(dataDir, 'mongo'), database: 'theta' },
}
