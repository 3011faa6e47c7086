/**
 * What the work lists of a hundred thousand children cost: to be put together, to be kept up, and to be read.
 *
 * @module
 */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { addDays } from '../subgraphs/journey/age.ts'
import { fedChild, toPage } from '../subgraphs/journey/fixture-feed.ts'
import { openFollowedChildren } from '../subgraphs/journey/follow-children.ts'
import { openListEntries } from '../subgraphs/journey/list-entries.ts'
import { type ListQuery, readPage } from '../subgraphs/journey/list-page.ts'
import { type ListName, STATES_OF } from '../subgraphs/journey/list-rows.ts'
import { type Figure, milliseconds, quantile, seconds } from './figure.ts'

const CHILDREN = 100_000
const A_PAGE = 500
const CHANGES = 100
const READS = 20
const TODAY = '2026-09-01'

export async function listsFigure(): Promise<Figure> {
  const idle = memory()
  const followed = openFollowedChildren({ role: 'youth-nurse', purpose: 'youth-health-care' })
  const entries = openListEntries(followed)
  let events = 0
  let toldMs = 0
  for (let i = 0; i < CHILDREN; i += A_PAGE) {
    const page = toPage(Array.from({ length: A_PAGE }, (_, n) => fedChild(i + n, TODAY)))
    for (const { kind } of Object.values(page.events)) events += kind.length
    toldMs += (await timed(() => followed.tell(page))).ms
  }
  const first = await timed(() => entries.refresh(TODAY))
  const used = memory() - idle

  const page = (name: ListName, query: Partial<ListQuery> = {}) =>
    readPage(
      name,
      { states: STATES_OF[name].unasked, first: 50, ageMonths: { from: 18, to: 47 }, ...query },
      { entries, followed, today: TODAY, visible: async (ids) => new Set(ids) },
    )
  const reads: (readonly string[])[] = []
  for (const name of Object.keys(STATES_OF) as ListName[]) {
    const cold = await timed(() => page(name))
    const warm: number[] = []
    for (let i = 0; i < READS; i += 1) warm.push((await timed(() => page(name))).ms)
    const told = `first page of \`${name}\`, ${cold.value.total.toLocaleString('en')} lines`
    reads.push([told, `${milliseconds(cold.ms)}, then ${milliseconds(quantile(warm, 0.5))}`, '1 s'])
  }

  const changed = Array.from({ length: CHANGES }, (_, n) => fedChild(n * 997, TODAY))
  followed.tell(toPage(changed.map((child) => ({ ...child, postcode: '1000' }))))
  const looked = entries.looked
  const change = await timed(() => entries.refresh(TODAY))
  const afterChange = entries.looked - looked
  const day = await timed(() => entries.refresh(addDays(TODAY, 1)))
  const turned = entries.looked - looked - afterChange
  followed.tell(toPage([], { doubts: { CHILDCARE: 'SOURCE_DOWN' } }))
  const firstOfDown = await timed(() => page('outOfSight'))
  const down = await timed(() => entries.refresh(addDays(TODAY, 1)))

  const many = CHILDREN.toLocaleString('en')
  return {
    title: 'Work lists',
    command: 'npm run bench -- lists',
    about: `${many} invented children with ${events.toLocaleString('en')} events, as the feed tells them (\`subgraphs/journey/fixture-feed.ts\`), on all four lists. Not in it: what the feed takes to tell them, and the question to \`child\` who of a page may be seen. Between a hundred children the work gives way to whoever asks.`,
    head: ['', 'takes', 'goal'],
    rows: [
      ['taking in what is told', seconds(toldMs), ''],
      ['looking at everybody for the first time', seconds(first.ms), ''],
      ['memory over idle', `${(used / 1e6).toFixed(0)} MB`, ''],
      ...reads,
      [`after ${CHANGES} changes: ${afterChange} looked at`, milliseconds(change.ms), ''],
      [`a new day: ${turned.toLocaleString('en')} looked at`, milliseconds(day.ms), ''],
      ['first page a moment after a domain went down', milliseconds(firstOfDown.ms), '1 s'],
      ['everybody looked at after that', seconds(down.ms), ''],
    ],
  }
}

async function timed<T>(work: () => T | Promise<T>) {
  const begin = performance.now()
  const value = await work()
  return { value, ms: performance.now() - begin }
}

function memory(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}
