import { join } from 'node:path'
import env from '#start/env'
import { dataDir } from '#config/app'
import { connectPatienceInMs, isServing, silencePatienceInMs } from '#config/patience'

/** Where the MongoDB database is. Without a URI the embedded server keeps it in the folder. */
export default {
  uri: env.get('MONGODB_URI')?.release(),
  patienceInMs: isServing ? silencePatienceInMs : connectPatienceInMs,
  embedded: { folder: join(dataDir, 'mongo'), database: 'theta' },
}
