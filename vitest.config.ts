import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

/** They change what they import, so that each has a process of its own. */
const ALONE = ['subgraphs/journey/fifth-domain.test.ts']

// Else two copies of graphql meet: its CommonJS build in libraries, its ES build in ours.
const resolve = { alias: { graphql: 'graphql/index.js' } }
const times = {
  // The large versions of the same tests take their time.
  testTimeout: process.env.KINDLIJN_TEST_SCALE === 'long' ? 1_800_000 : 30_000,
  hookTimeout: 120_000,
}

export default defineConfig({
  test: {
    // They wait for sockets, files and processes: with one more than there are cores, less of a core is left alone.
    maxWorkers: availableParallelism() + 1,
    // The last is torn down first.
    globalSetup: ['test/build.setup.ts', 'test/postgres.setup.ts', 'test/sinks.setup.ts'],
    projects: [
      {
        resolve,
        test: {
          ...times,
          name: 'together',
          include: ['**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'dist', '.kindlijn', ...ALONE],
          // Importing it all for each file took a fifth of the time.
          isolate: false,
        },
      },
      { resolve, test: { ...times, name: 'alone', include: ALONE } },
    ],
  },
})
