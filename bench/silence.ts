/**
 * What the time of an answer tells of what the answer itself is silent about.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SEED } from '../cli/sandbox-parts.ts'
import { tokenFor } from '../cli/token.ts'
import { readConfig } from '../config.ts'
import { Bsn } from '../privacy/bsn.ts'
import { generate } from '../sandbox/generate.ts'
import { openChildIndex } from '../subgraphs/child/child-index.ts'
import { addLinkEvents } from '../subgraphs/child/link-rows.ts'
import { buildInto } from '../test/built.ts'
import { auc, byChance } from './auc.ts'
import { type Figure, milliseconds, quantile } from './figure.ts'
import { CHILDREN, startUp } from './running.ts'
import { type Asking, openHidden } from './silence-numbers.ts'
import { openWays, type Ways } from './ways.ts'

const PAIRS = Number(process.env.KINDLIJN_BENCH_PAIRS ?? 1_000)
/** Of numbers: told in steps of time, each takes some tenths of a second. */
const PAIRS_OF_NUMBERS = Math.ceil(PAIRS / 5)
/** Of each kind: the same are asked about again and again, as who wants to know would. */
const IDS = 100

const WHOLE = `query ($id: ID!) { child(id: $id) {
  id name { given } birthDate
  childcare { enrolments { from to } attendance { month attendedHours } }
} }`
const WITH_STEPS = WHOLE.replace('enrolments', 'meldcode { signalsOn } enrolments')

const LINKED = {
  registry: 'childcare-waterdam',
  kind: 'MADE',
  decidedBy: 'RULE',
  version: 'R1/1',
  certainty: 'EXACT',
  evidence: [{ of: 'bsn', level: 'equal', weight: 1 }],
} as const

interface Pair {
  readonly what: string
  readonly persona: string
  readonly query: string
  readonly first: readonly string[]
  readonly second: readonly string[]
}

export async function silenceFigure(folder: string): Promise<Figure> {
  const home = join(folder, 'home')
  const main = await buildInto(join(folder, 'built'))
  const before = await startUp(main, home)
  const ways = await openWays(before, home)
  try {
    const rows: string[][] = []
    for (const pair of await pairsOf(ways, home)) rows.push(await measureChildren(ways, home, pair))
    rows.push(...(await numbers()))
    return {
      title: 'Silence',
      command: 'npm run bench -- silence',
      about: `Whether the time of an answer tells what the answer does not: of so many pairs, one question of each kind, in an order that chance decides, one at a time over HTTP. The AUC is the chance that a guess by the time is right: 0.5 is no better than a coin and where there is nothing to tell it is no more than what stands under chance in 95 % of all runs. Where there is something confidential, and where not, chance decided too; the lines of no difference at all are what the measurement itself makes of it. Of numbers: areas in which chance put nobody, or one to nine children of a kind; asked of the part for numbers in its process, and judged as if nothing had been told before.`,
      head: ['', 'Pairs', 'AUC', 'By chance', 'At most', 'p50, without', 'p50, with'],
      rows,
    }
  } finally {
    await ways.close()
    await before.stop()
  }
}

async function pairsOf({ needs, inProcess }: Ways, home: string): Promise<readonly Pair[]> {
  const bsns = [...generate({ seed: SEED, children: CHILDREN })].flatMap(({ pregnancies }) =>
    pregnancies.flatMap(({ children }) =>
      children.flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? []),
    ),
  )
  const index = await openChildIndex({
    databaseUrl: await needs.databaseUrl('child'),
    key: await needs.childIndexKey(),
  })
  try {
    const ids = await index.idsOf(bsns)
    const token = await tokenFor(readConfig({ KINDLIJN_HOME: home }), 'youth-nurse')
    const enrolled = new Set<string>()
    const forbidden = new Set<string>()
    for (let from = 0; from < ids.length; from += 100) {
      const asked = ids.slice(from, from + 100)
      const query = `query ($ids: [ID!]!) { children(ids: $ids) { childcare { enrolments { from } } } }`
      const { data } = await post(inProcess, token, { query, variables: { ids: asked } })
      for (const [i, child] of data.children.entries()) {
        if (!child) forbidden.add(asked[i] ?? '')
        else if (child.childcare?.enrolments?.length > 0) enrolled.add(asked[i] ?? '')
      }
    }
    const known = shuffled([...enrolled])
    if (known.length < 6 * IDS || forbidden.size < IDS / 5) throw new Error('too few were found')
    const group = (n: number) => known.slice(n * IDS, (n + 1) * IDS)
    // A mentor has to do with those of whom the provider's record is linked.
    await addLinkEvents(
      index.database,
      [...group(2), ...group(3)].map((childId, i) => ({ childId, record: `R-${i}`, ...LINKED })),
    )
    await takeSteps(
      home,
      bsns.filter((_, i) => group(1).includes(ids[i] ?? '')),
    )
    await index.object(
      group(3).map((childId) => ({
        childId,
        domain: 'social-domain',
        purpose: null,
        kind: 'OBJECTION',
        source: 'bench',
        from: '2020-01-01',
        until: null,
      })),
    )
    return [
      {
        what: 'no child has this id, or one has it who lives elsewhere',
        persona: 'youth-nurse',
        query: WHOLE,
        first: [...forbidden].slice(0, IDS).map(() => randomUUID()),
        second: shuffled([...forbidden]).slice(0, IDS),
      },
      {
        what: 'no child has this id, or one has it with whom the viewer has nothing to do',
        persona: 'childcare-mentor',
        query: WHOLE,
        first: group(0).map(() => randomUUID()),
        second: group(0),
      },
      {
        what: 'steps under the meldcode, for who may not see them',
        persona: 'youth-nurse',
        query: WITH_STEPS,
        first: group(0),
        second: group(1),
      },
      {
        what: 'an objection to another domain, for who may not know of it',
        persona: 'childcare-mentor',
        query: WHOLE,
        first: group(2),
        second: group(3),
      },
      {
        what: 'no difference at all',
        persona: 'youth-nurse',
        query: WHOLE,
        first: group(4),
        second: group(5),
      },
    ]
  } finally {
    await index.close()
  }
}

/** As a provider tells them. */
async function takeSteps(home: string, bsns: readonly Bsn[]): Promise<void> {
  const head = 'bsn;lrk_id;meldcode_nummer;stap_1;stap_2;stap_3;stap_4;stap_5'
  const lines = bsns.map((bsn, i) => `${bsn.reveal()};000000000;M-${i};01-02-2026;;;;`)
  const file = join(home, 'deliveries', 'childcare-provider', 'meldcode-bench.csv')
  await writeFile(file, `${[head, ...lines].join('\n')}\n`)
}

async function measureChildren(ways: Ways, home: string, pair: Pair): Promise<string[]> {
  const token = await tokenFor(readConfig({ KINDLIJN_HOME: home }), pair.persona)
  const ask = (ids: readonly string[]) => async () => {
    const id = ids[Math.floor(Math.random() * ids.length)]
    await post(ways.inProcess, token, { query: pair.query, variables: { id } })
  }
  return measure({ what: pair.what, first: ask(pair.first), second: ask(pair.second) }, PAIRS)
}

async function numbers(): Promise<string[][]> {
  const hidden = openHidden()
  try {
    const rows: string[][] = []
    for (const pair of hidden.pairs) rows.push(await measure(pair, PAIRS_OF_NUMBERS))
    return rows
  } finally {
    await hidden.close()
  }
}

async function measure({ what, ...ask }: Asking, pairs: number): Promise<string[]> {
  const times: Record<'first' | 'second', number[]> = { first: [], second: [] }
  for (let n = -Math.ceil(pairs / 20); n < pairs; n++) {
    for (const kind of Math.random() < 0.5 ? KINDS : KINDS.toReversed()) {
      const start = performance.now()
      await ask[kind]()
      if (n >= 0) times[kind].push(performance.now() - start)
    }
  }
  const { first, second } = times
  const middle = (list: readonly number[]) => milliseconds(quantile(list, 0.5))
  const found = auc(first, second).toFixed(3)
  const chance = byChance(pairs).toFixed(3)
  return [what, pairs.toLocaleString('en'), found, chance, '0.55', middle(first), middle(second)]
}

const KINDS = ['first', 'second'] as const

async function post(url: string, token: string, body: object) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  // biome-ignore lint/suspicious/noExplicitAny: it is known what was asked
  return (await response.json()) as any
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, by: Math.random() }))
    .sort((a, b) => a.by - b.by)
    .map(({ one }) => one)
}
