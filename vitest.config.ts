import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Else two copies of graphql meet: its CommonJS build in libraries, its ES build in ours.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules', 'dist', '.kindlijn'],
    globalSetup: ['test/postgres.setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
