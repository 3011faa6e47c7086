/**
 * What the time of an answer tells of a number that is hidden: whether anybody is there, and how few.
 *
 * Asked of the part itself, in this process and with nothing in between that would blur it.
 *
 * @module
 */

import { ledgerInMemory } from '../privacy/disclosure-ledger.ts'
import type { FeedPage } from '../schema/feed.ts'
import { ANALYST, openFixture } from '../subgraphs/insight/fixture-insight.ts'
import { feedPages } from './insight-feed.ts'

const CHILDREN = 20_000
/** What hardly anybody is recorded as. */
const RARE = 'UNKNOWN'

const COUNT = '{ value shown rule }'
const COHORT = `query ($is: CohortInput!) { cohort(is: $is) { size ${COUNT} attrition { size ${COUNT} } table(rows: [AGE_BAND]) { rows { sizes ${COUNT} } } } }`
const seriesOf = (id: string) =>
  `query ($is: CohortInput!) { indicatorSeries(id: "${id}", from: "2018-01", to: "2018-12", per: MONTH, within: $is) { points { count ${COUNT} denominator ${COUNT} value } } }`

/** Two questions of which the answers are the same. */
export interface Asking {
  readonly what: string
  readonly first: () => Promise<void>
  readonly second: () => Promise<void>
}

/** Each area has as many of them as chance decided, from nobody to nine; nothing of them is ever told. */
export function openHidden(): { readonly pairs: readonly Asking[]; close(): Promise<void> } {
  const planted = new Map<string, number>()
  const pages = [...feedPages(CHILDREN, 30)].map(openPlanter(planted))
  // Each answer is judged as the first.
  const ledger: ReturnType<typeof ledgerInMemory> = {
    ...ledgerInMemory(),
    use: (shelf, work) => ledgerInMemory().use(shelf, work),
  }
  const insight = openFixture({ pages, now: '2026-11-20T12:00:00Z', ledger, stepMs: 100 })
  const areasOf = (least: number, most: number) =>
    [...planted].flatMap(([area, count]) => (count >= least && count <= most ? [area] : []))

  const asker = (query: string, areas: readonly string[]) => async () => {
    const area = areas[Math.floor(Math.random() * areas.length)]
    const { data, errors } = await insight.ask(query, { is: { sex: [RARE], area: [area] } })
    if (errors) throw new Error('a question that was asked of hidden numbers was refused')
    if (!JSON.stringify(data).includes('<10')) throw new Error('what is hidden was told')
  }
  const pair = (what: string, query: string, first: readonly string[], second = first) => ({
    what,
    first: asker(query, first),
    second: asker(query, second),
  })
  const nobody = areasOf(0, 0)
  return {
    pairs: [
      pair('a cohort of nobody, or of few', COHORT, nobody, areasOf(1, 9)),
      pair('a cohort of one to four, or of five to nine', COHORT, areasOf(1, 4), areasOf(5, 9)),
      pair('contacts of nobody, or of few', seriesOf('R03'), nobody, areasOf(1, 9)),
      pair(
        'contacts of one to four, or of five to nine',
        seriesOf('R03'),
        areasOf(1, 4),
        areasOf(5, 9),
      ),
      pair('a share of nobody, or of few', seriesOf('C01'), nobody, areasOf(1, 9)),
      pair('numbers between which there is no difference', seriesOf('C01'), nobody),
    ],
    close: () => insight.close(),
  }
}

/** Of half of the areas nobody, and of the others one to nine; `planted` has how many by area. */
function openPlanter(planted: Map<string, number>): (page: FeedPage) => FeedPage {
  const left = new Map<string, number>()
  return ({ children, ...rest }) => {
    const sex = children.sex.map((own, i) => {
      if (!ANALYST.municipalities.includes(children.municipality[i] ?? '')) return own
      const area = children.postcode4[i] ?? ''
      const count =
        planted.get(area) ?? (Math.random() < 0.5 ? 0 : 1 + Math.floor(Math.random() * 9))
      const more = left.get(area) ?? count
      planted.set(area, count)
      left.set(area, more - 1)
      return more > 0 ? RARE : own
    })
    return { ...rest, children: { ...children, sex } }
  }
}
