/**
 * The command as `npm start` has it, built once for all tests that run it as a process of its own.
 *
 * @module
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildInto, UNCHECKED } from './built.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The file that Node runs. */
    main: string
  }
}

/** vitest calls this once, before the first test; what it returns, after the last one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kindlijn-built-'))
  project.provide('main', await buildInto(folder, UNCHECKED))
  return () => rm(folder, { recursive: true, force: true })
}
