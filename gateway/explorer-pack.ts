/**
 * Packs GraphiQL, in a thread that ends.
 *
 * The package holds its nine megabytes as strings of a module, and a module is never let go. Here the thread is, and
 * only what it packed stays.
 *
 * @module
 */

import { parentPort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import {
  css,
  editorWorkerService,
  graphqlWorker,
  js,
  jsonWorker,
} from '@graphql-yoga/render-graphiql/graphiql'

/** By the name in the address. What is in `worker/` has the names by which the editor asks for them. */
const TEXTS = {
  'graphiql.js': js,
  'graphiql.css': css,
  'worker/editorWorkerService.js': editorWorkerService,
  'worker/graphql.js': graphqlWorker,
  'worker/json.js': jsonWorker,
} as const

for (const [name, text] of Object.entries(TEXTS)) {
  parentPort?.postMessage({ name, packed: gzipSync(text, { level: 4 }) })
}
