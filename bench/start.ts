/**
 * From nothing to ready: how long, and in how much memory.
 *
 * @module
 */

import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildInto } from '../test/built.ts'
import { type Figure, seconds } from './figure.ts'
import { askerAt, CHILDREN, QUESTIONS, type Running, startUp } from './running.ts'
import { tokenOf } from './token.ts'

const ASKED = 200

export async function startFigure(folder: string): Promise<Figure> {
  const home = join(folder, 'home')
  await rm(home, { recursive: true, force: true })
  const built = performance.now()
  const main = await buildInto(join(folder, 'built'))
  const buildMs = performance.now() - built

  const first = await startUp(main, home)
  const ofFirst = await memoryOf(first, home)
  await first.stop()
  const second = await startUp(main, home)
  const ofSecond = await memoryOf(second, home)
  await second.stop()

  return {
    title: 'Start',
    command: 'npm run bench -- start',
    about: `\`npm start\` is the build and then \`kindlijn up\`, here with ${CHILDREN.toLocaleString('en')} children. The first start makes the sandbox. Memory is what is resident of the Node process; PostgreSQL is not in it.`,
    head: ['', 'Measured', 'At most'],
    rows: [
      ['build', seconds(buildMs), ''],
      [
        'first start, from an empty home until ready, without the build',
        seconds(first.readyMs),
        '',
      ],
      ['first start with the build', seconds(buildMs + first.readyMs), '45 s'],
      ['second start, without the build', seconds(second.readyMs), ''],
      ['second start with the build', seconds(buildMs + second.readyMs), '8 s'],
      ['memory of the first when ready', ofFirst.ready, '500 MB'],
      [`and after ${ASKED} questions`, ofFirst.used, '500 MB'],
      ['memory of the second when ready', ofSecond.ready, '500 MB'],
      [`and after ${ASKED} questions`, ofSecond.used, '500 MB'],
    ],
  }
}

async function memoryOf(running: Running, home: string) {
  const ready = megabytes(running)
  const queries = await Promise.all(QUESTIONS.map((file) => readFile(file, 'utf8')))
  const ask = askerAt(running.url, await tokenOf(home))
  for (let i = 0; i < ASKED; i++) await ask(queries[i % queries.length] ?? '')
  return { ready, used: megabytes(running) }
}

function megabytes(running: Running): string {
  return `${Math.round(running.megabytes())} MB`
}
