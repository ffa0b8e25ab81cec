import { databaseOfRealMongo, startEmbedded } from './server.ts'
import { registerTestSuite } from '../test_suite/index.ts'

registerTestSuite({ name: 'The embedded server', start: startEmbedded })

const real = databaseOfRealMongo()
if (real) registerTestSuite({ name: 'MongoDB', start: async () => ({ uri: real.uri }) })
