/**
 * `npm run bench [-- NAME …]`: measures, and writes each section of docs/figures.md that it measured.
 *
 * @module
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountingFigure } from './accounting.ts'
import { attackFigure } from './attack.ts'
import { builtFigure } from './built-figure.ts'
import { faultsFigure } from './faults.ts'
import { feedFigure } from './feed.ts'
import { replaceSection, toMarkdown } from './figure.ts'
import { gatewayFigure } from './gateway.ts'
import { hostileFigure } from './hostile.ts'
import { ijwFigure } from './ijw.ts'
import { linkageFigure } from './linkage.ts'
import { listsFigure } from './lists.ts'
import { oneChildFigure } from './one-child.ts'
import { sightFigure } from './sight.ts'
import { silenceFigure } from './silence.ts'
import { soakFigure } from './soak.ts'
import { startFigure } from './start.ts'
import { timelineFigure } from './timeline.ts'

/** In this order: the first makes the municipality that the others ask about. */
const FIGURES = {
  start: startFigure,
  'one-child': oneChildFigure,
  'end-to-end': builtFigure('end-to-end'),
  timeline: timelineFigure,
  soak: soakFigure,
  gateway: gatewayFigure,
  hostile: hostileFigure,
  accounting: accountingFigure,
  faults: faultsFigure,
  ijw: ijwFigure,
  linkage: linkageFigure,
  lists: listsFigure,
  sight: sightFigure,
  insight: builtFigure('insight'),
  attack: attackFigure,
  silence: silenceFigure,
  feed: feedFigure,
} as const

const PAGE = 'docs/figures.md'

const wanted = process.argv.slice(2)
const names = (Object.keys(FIGURES) as (keyof typeof FIGURES)[]).filter(
  (name) => wanted.length === 0 || wanted.includes(name),
)
if (names.length === 0) console.error(`There are: ${Object.keys(FIGURES).join(', ')}.`)

const folder = await mkdtemp(join(tmpdir(), 'kindlijn-bench-'))
try {
  for (const name of names) {
    const on = machine()
    const section = toMarkdown(await FIGURES[name](folder), on)
    console.log(`${section}\n`)
    await writeFile(
      PAGE,
      replaceSection(await readFile(PAGE, 'utf8'), section, Object.keys(FIGURES)),
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** On which day and machine, and what else that did before we began. */
function machine(): string {
  const day = new Date().toISOString().slice(0, 10)
  const load = (loadavg()[0] ?? 0).toFixed(1)
  return `${day}, Node ${process.versions.node}, ${availableParallelism()} cores, ${process.platform}-${process.arch}; other work on the machine at the beginning: load ${load}.`
}
