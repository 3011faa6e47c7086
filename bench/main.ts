/**
 * `npm run bench [-- NAME …]`: measures. All of them together write docs/figures.md.
 *
 * @module
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountingFigure } from './accounting.ts'
import { endToEndFigure } from './end-to-end.ts'
import { faultsFigure } from './faults.ts'
import { toMarkdown } from './figure.ts'
import { gatewayFigure } from './gateway.ts'
import { hostileFigure } from './hostile.ts'
import { ijwFigure } from './ijw.ts'
import { linkageFigure } from './linkage.ts'
import { oneChildFigure } from './one-child.ts'
import { silenceFigure } from './silence.ts'
import { soakFigure } from './soak.ts'
import { startFigure } from './start.ts'

/** In this order: the first makes the municipality that the others ask about. */
const FIGURES = {
  start: startFigure,
  'one-child': oneChildFigure,
  'end-to-end': endToEndFigure,
  soak: soakFigure,
  gateway: gatewayFigure,
  hostile: hostileFigure,
  accounting: accountingFigure,
  faults: faultsFigure,
  ijw: ijwFigure,
  linkage: linkageFigure,
  silence: silenceFigure,
} as const

const wanted = process.argv.slice(2)
const names = (Object.keys(FIGURES) as (keyof typeof FIGURES)[]).filter(
  (name) => wanted.length === 0 || wanted.includes(name),
)
if (names.length === 0) console.error(`There are: ${Object.keys(FIGURES).join(', ')}.`)

/** What else the machine did before we began. */
const load = (loadavg()[0] ?? 0).toFixed(1)

const folder = await mkdtemp(join(tmpdir(), 'kindlijn-bench-'))
const pages: string[] = []
try {
  for (const name of names) {
    const page = toMarkdown(await FIGURES[name](folder))
    console.log(`${page}\n`)
    pages.push(page)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
if (names.length === Object.keys(FIGURES).length) {
  await writeFile('docs/figures.md', `${[heading(), ...pages].join('\n\n')}\n`)
}

function heading(): string {
  const day = new Date().toISOString().slice(0, 10)
  return [
    '# Figures',
    'Made by `npm run bench`, which measures everything below on one machine in one run; not part of any test.',
    `${day}, Node ${process.versions.node}, ${availableParallelism()} cores, ${process.platform}-${process.arch}; other work on the machine at the beginning: load ${load}.`,
  ].join('\n\n')
}
