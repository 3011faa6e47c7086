/**
 * Who is out of sight, of a whole municipality, beside who is by the lives that were planted.
 *
 * @module
 */

import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { SEED } from '../cli/sandbox-parts.ts'
import { tokenFor } from '../cli/token.ts'
import { readConfig } from '../config.ts'
import { Bsn } from '../privacy/bsn.ts'
import { generate } from '../sandbox/generate.ts'
import { REFERENCE_DATE } from '../sandbox/population.ts'
import { openChildIndex } from '../subgraphs/child/child-index.ts'
import { buildInto } from '../test/built.ts'
import { isExpected, isOutOfSight } from '../test/truth/sight.ts'
import type { Figure } from './figure.ts'
import { startUp } from './running.ts'
import { openWays, type Ways } from './ways.ts'

const CHILDREN = 8_400
const A_PAGE = 100
const MANY =
  'query ($ids: [ID!]!, $at: LocalDate) { children(ids: $ids) { sight(at: $at) { state } } }'
const RUNS = '{ linkageQuality { registry } }'
/** Those whose records are linked by more than a number. */
const LINKED_REGISTRIES = 4

export async function sightFigure(folder: string): Promise<Figure> {
  const home = join(folder, 'municipality')
  const main = await buildInto(join(folder, 'built'))
  const running = await startUp(main, home, { KINDLIJN_LINK_EVERY: '1440' }, CHILDREN)
  const ways = await openWays(running, home, { deadlineMs: 60_000, timeoutMs: 30_000 })
  try {
    const ask = (persona: string, query: string, variables = {}) =>
      askPatiently(ways.inProcess, home, persona, { query, variables })
    const isLinked = async () =>
      (await ask('linker', RUNS)).linkageQuality.length === LINKED_REGISTRIES
    while (!(await isLinked())) await pause(2_000)
    const { ids, truth } = await planted(ways)
    const states: (string | undefined)[] = []
    for (let i = 0; i < ids.length; i += A_PAGE) {
      const some = { ids: ids.slice(i, i + A_PAGE), at: REFERENCE_DATE }
      const { children } = await ask('youth-nurse', MANY, some)
      for (const child of children) states.push(child?.sight?.state)
    }
    return toFigure(truth, states)
  } finally {
    await ways.close()
    await running.stop()
  }
}

type Truth = boolean | null

const STATES = ['OUT_OF_SIGHT', 'CANNOT_TELL', 'DUE', 'IN_SIGHT', 'NOT_EXPECTED'] as const

function toFigure(truth: readonly Truth[], states: readonly (string | undefined)[]): Figure {
  const row = (what: string, isMeant: (truth: Truth) => boolean) => {
    const told = states.filter((_, i) => isMeant(truth[i] ?? null))
    const counts = STATES.map((state) => told.filter((one) => one === state).length)
    const share = (100 * (counts[0] ?? 0)) / told.length
    const all = [told.length, ...counts].map((count) => count.toLocaleString('en'))
    return [what, ...all, `${share.toFixed(2)} %`]
  }
  return {
    title: 'In sight or not',
    command: 'npm run bench -- sight',
    about: `A municipality of ${CHILDREN.toLocaleString('en')} children, linked, with all registries up. Of each child of whom contacts are expected here, what \`Child.sight\` tells, beside what its planted life says (\`test/truth/sight.ts\`, with no code of the graph). Where a few weeks more or less would make the difference, or the schedule of the country is not the sandbox’s, nobody is right or wrong. Who is in none of the columns could not be opened.`,
    head: ['by its planted life', 'children', ...STATES, 'out of sight', 'goal'],
    rows: [
      [...row('seen by nobody', (isOut) => isOut === true), 'at least 99 %'],
      [...row('seen', (isOut) => isOut === false), 'at most 0.5 %'],
      [...row('by some weeks', (isOut) => isOut === null), ''],
    ],
  }
}

async function planted({ needs }: Ways) {
  const lived = [...generate({ seed: SEED, children: CHILDREN })]
    .flatMap(({ pregnancies }) => pregnancies.flatMap(({ children }) => children))
    .filter(isExpected)
  const index = await openChildIndex({
    databaseUrl: await needs.databaseUrl('child'),
    key: await needs.childIndexKey(),
  })
  const bsns = lived.flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? [])
  const ids = await index.idsOf(bsns).finally(() => index.close())
  return { ids, truth: lived.map(isOutOfSight) }
}

// biome-ignore lint/suspicious/noExplicitAny: as it was asked for
type Answered = any

/** Waits as long as it is told to; of who lives elsewhere there is an error beside the others. */
async function askPatiently(
  url: string,
  home: string,
  persona: string,
  body: object,
): Promise<Answered> {
  for (;;) {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await tokenFor(readConfig({ KINDLIJN_HOME: home }), persona)}`,
      },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (response.status !== 429) return JSON.parse(text).data
    await pause(Number(response.headers.get('retry-after')) * 1_000)
  }
}
