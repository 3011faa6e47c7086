/**
 * The map of offers (sociale kaart) of Waterdam: what help there is, and in which districts there is none.
 *
 * What is planted: deserts (no offer, or none for that age), offers on paper that took nobody in for half a year, and
 * waiting. Beside it lies what a real map has: offers that ended or have yet to begin, and some of a neighbour.
 *
 * @module
 */

import { toCsvLine, toDutchDate, toJaNee } from './csv.ts'
import { iso, TODAY } from './days.ts'
import { WATERDAM } from './population.ts'
import { type Random, randomOf } from './random.ts'
import { POSTCODES } from './streets.ts'

export const OFFER_COLUMNS = [
  'aanbod',
  'naam',
  'aanbieder',
  'hulpvraag',
  'gemeente',
  'werkgebied',
  'leeftijd_vanaf',
  'leeftijd_tot',
  'vormen',
  'talen',
  'vanaf',
  'tot',
  '7x24',
  'plekken',
  'wachttijd_weken',
  'kosten',
  'laatste_instroom',
] as const

/** How it is in a district for a need, from so many months of age on; below that there is nothing. */
export interface PlantedOffer {
  readonly need: string
  readonly postcode4: string
  readonly how: 'served' | 'waiting' | 'paper' | 'desert'
  readonly fromMonths: number
}

const NEEDS: Readonly<Record<string, string>> = {
  opvoeden: 'Triple P en spreekuur opvoeden',
  psychosociaal: 'Ondersteuning bij angst en verdriet',
  'taal kind': 'VoorleesExpress',
  motoriek: 'Beweegclub voor de kleinsten',
  'taal ouders': 'Taalmaatje',
  zwangerschap: 'Stevig Ouderschap',
  geld: 'Geldloket',
  wonen: 'Woonspreekuur',
  verslaving: 'Nuchtere Ouders',
  ontmoeting: 'Inloop voor ouders en kind',
}
const YEAR_AGO = iso(TODAY - 365)

/** The truth that is planted: of each need and district. Of money there is one desk for all. */
export function plantedOffers(seed: number): readonly PlantedOffer[] {
  const random = randomOf(seed, 'offers')
  return Object.keys(NEEDS).flatMap((need, i) =>
    POSTCODES.map((postcode4, j) => {
      const own = random.fork(i, j)
      const how = own.weighted([
        ['served', 55],
        ['waiting', 13],
        ['paper', 14],
        ['desert', 18],
      ] as const)
      const fromMonths = need === 'zwangerschap' ? -9 : own.pick([-9, 0, 0, 12, 18])
      return need === 'geld'
        ? { need, postcode4, how: 'served', fromMonths: -9 }
        : { need, postcode4, how, fromMonths }
    }),
  )
}

/** With the heading, without line ends. */
export function* offerLines(seed: number): Generator<string> {
  const random = randomOf(seed, 'offers', 'lines')
  yield toCsvLine(OFFER_COLUMNS)
  for (const [i, planted] of plantedOffers(seed).entries()) {
    if (planted.need === 'geld' && i % POSTCODES.length !== 0) continue
    const { need, postcode4, fromMonths } = planted
    const about = { need, areas: need === 'geld' ? [] : [postcode4], fromMonths }
    const own = random.fork(i)
    let number = 0
    const line = (over: Partial<Offer>) => {
      number += 1
      return toLine(own.fork(number), `SK-${i}-${number}`, { ...about, ...over })
    }
    if (planted.how === 'served') yield line({})
    if (planted.how === 'served' && own.chance(0.3)) yield line({ lastIntake: null })
    if (planted.how === 'waiting') yield line({ waitWeeks: own.integer(9, 40) })
    if (planted.how === 'paper') yield line({ lastIntake: own.chance(0.5) ? null : YEAR_AGO })
    if (planted.how === 'desert' && own.chance(0.4)) yield line({ to: iso(TODAY - 30) })
    if (planted.how === 'desert' && own.chance(0.3)) yield line({ from: iso(TODAY + 150) })
    if (own.chance(0.1)) yield line({ municipality: '9991', areas: ['1008'] })
  }
}

interface Offer {
  readonly need: string
  readonly areas: readonly string[]
  readonly municipality: string
  readonly fromMonths: number
  readonly from: string
  readonly to: string | null
  readonly waitWeeks: number
  readonly lastIntake: string | null
}

function toLine(random: Random, id: string, over: Partial<Offer>): string {
  const {
    need = '',
    areas = [],
    fromMonths = 0,
    to = null,
    waitWeeks = random.integer(0, 6),
  } = over
  const { municipality = WATERDAM.code, from = iso(TODAY - random.integer(400, 2_000)) } = over
  const { lastIntake = iso(TODAY - random.integer(1, 45)) } = over
  return toCsvLine([
    id,
    NEEDS[need] ?? '',
    random.pick(['Stichting Welzijn Waterdam', 'Wijkteam Waterdam', 'JGZ Waterdam', 'Bibliotheek']),
    need,
    municipality,
    areas.join(' '),
    String(fromMonths),
    '',
    random.pick(['locatie inloop', 'huisbezoek', 'groep locatie', 'telefoon chat', 'beeldbellen']),
    random.pick(['nl', 'nl en', 'nl ar tr', 'nl pl']),
    toDutchDate(from),
    toDutchDate(to),
    toJaNee(random.chance(0.08)),
    String(random.integer(4, 40)),
    String(waitWeeks),
    toJaNee(random.chance(0.2)),
    toDutchDate(lastIntake),
  ])
}
