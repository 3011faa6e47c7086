import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Else two copies of graphql meet: its CommonJS build in libraries, its ES build in ours.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules', 'dist', '.kindlijn'],
    // By itself it leaves one core alone: on a machine of two, half of it.
    maxWorkers: '100%',
    // No test changes what it imports, and importing it all for each file took a fifth of the time.
    isolate: false,
    // The last is torn down first.
    globalSetup: ['test/build.setup.ts', 'test/postgres.setup.ts', 'test/sinks.setup.ts'],
    // The large versions of the same tests take their time.
    testTimeout: process.env.KINDLIJN_TEST_SCALE === 'long' ? 1_800_000 : 30_000,
    hookTimeout: 120_000,
  },
})
