/**
 * Builds what there is, beside it.
 *
 * @module
 */

import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** What `npm run build` does. Into the same folder once more, it takes what is there. Returns the file that Node runs. */
export async function buildInto(folder: string, ...options: readonly string[]): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await symlink(resolve('node_modules'), join(folder, 'node_modules')).catch(() => undefined)
  const tsc = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', ...options]
  const to = ['--outDir', join(folder, 'dist'), '--tsBuildInfoFile', join(folder, 'tsbuildinfo')]
  execFileSync(process.execPath, [...tsc, ...to], { stdio: 'inherit' })
  return join(folder, 'dist', 'cli', 'main.js')
}

/** Of a test: types are checked elsewhere. */
export const UNCHECKED = '--noCheck'
