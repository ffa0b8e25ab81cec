import { join } from 'node:path'
import env from '#start/env'
import { dataDir } from '#config/app'
import { answerPatienceInMs, connectPatienceInMs, isServing } from '#config/patience'

/** Where the MongoDB database is. Without a URI the embedded server keeps it in the folder. */
export default {
  uri: env.get('MONGODB_URI')?.release(),
  answerTimeoutInMs: isServing && env.get('MONGODB_URI') ? answerPatienceInMs / 2 : undefined,
  connectTimeoutInMs: isServing ? answerPatienceInMs / 2 : connectPatienceInMs,
  embedded: { folder: join(dataDir, 'mongo'), database: 'theta' },
}
