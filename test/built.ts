/**
 * Builds what there is, beside it.
 *
 * @module
 */

import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** Types are not checked: that is done elsewhere. Returns the file that Node runs. */
export async function buildInto(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
  const tsc = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck']
  const to = ['--outDir', join(folder, 'dist'), '--tsBuildInfoFile', join(folder, 'tsbuildinfo')]
  execFileSync(process.execPath, [...tsc, ...to])
  return join(folder, 'dist', 'cli', 'main.js')
}
