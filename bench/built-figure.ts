/**
 * A figure of what is built, as `npm start` has it.
 *
 * What runs from the sources by tsx gives every function its name anew each time that it is made, which takes fifty times as
 * long as to make it. A graph makes many for each question, and a program by hand few: the graph would seem slower than it is.
 *
 * @module
 */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { buildInto, UNCHECKED } from '../test/built.ts'
import type { Figure } from './figure.ts'
import type { BuiltFigure } from './figure-process.ts'
import { FLAGS } from './running.ts'

/** What else runs is imported, except what has a process of its own. */
const INCLUDED = ['bench/figure-process.ts', 'gateway/engine/planner-process.ts'] as const

export function builtFigure(name: BuiltFigure): (folder: string) => Promise<Figure> {
  return (folder) => measured(name, folder)
}

async function measured(name: BuiltFigure, folder: string): Promise<Figure> {
  const config = join(folder, 'tsconfig.json')
  const settings = {
    extends: resolve('tsconfig.build.json'),
    include: INCLUDED.map((file) => resolve(file)),
    compilerOptions: { typeRoots: [resolve('node_modules/@types')] },
  }
  await writeFile(config, JSON.stringify(settings))
  const built = join(folder, 'built-bench')
  await buildInto(built, '-p', config, UNCHECKED)
  const script = join(built, 'dist', 'bench', 'figure-process.js')
  const child = fork(script, [name, folder], { execArgv: FLAGS })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('it ended too soon')))
  const [figure] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
  child.disconnect()
  return figure as Figure
}
