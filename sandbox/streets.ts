/**
 * Where people in Waterdam live, and where they go to or come from.
 *
 * The postcodes lie below 1011, in numbers that the Netherlands never gave to a house.
 *
 * @module
 */

import { type Day, iso } from './days.ts'
import { type Residence, WATERDAM } from './population.ts'
import type { Random, Weighted } from './random.ts'

/** Waterdam's wijken. The weight is their share of young families; deprived ones have more low incomes. */
const DISTRICTS = [
  { name: 'Binnenstad', district: 'WK999900', pc4: '1000', weight: 9, deprived: false },
  { name: 'Havenkwartier', district: 'WK999901', pc4: '1001', weight: 13, deprived: true },
  { name: 'Sluiswijk', district: 'WK999902', pc4: '1002', weight: 15, deprived: true },
  { name: 'Dijkzicht', district: 'WK999903', pc4: '1003', weight: 17, deprived: false },
  { name: 'De Polder', district: 'WK999904', pc4: '1004', weight: 20, deprived: false },
  { name: 'Rietlanden', district: 'WK999905', pc4: '1005', weight: 14, deprived: false },
  { name: 'Molenbuurt', district: 'WK999906', pc4: '1006', weight: 8, deprived: false },
  { name: 'Oud-Waterdam', district: 'WK999907', pc4: '1007', weight: 4, deprived: false },
] as const

/** The four digits of the districts of Waterdam. */
export const POSTCODES: readonly string[] = DISTRICTS.map(({ pc4 }) => pc4)

export type District = (typeof DISTRICTS)[number]

const STREETS = (
  'Aalscholverstraat|Baken|Bargestraat|Boeierplein|Botterlaan|Dijkgraafstraat|Fuutstraat|Gemaalweg|' +
  "Haringkade|Hoge Dijk|Kadeplein|Karperstraat|Kievitlaan|Lisdodde|Meerkoethof|'t Ooievaarsnest|" +
  'Oude Sluis|Peilschaal|Polderweg|Reigerstraat|Rietkraag|Schipperslaan|Sluiskade|Snoekstraat|' +
  'Spaarbekken|Stuurboord|Tjalkstraat|Veerweg|Vissersdijk|Waterlelie|Wilgenlaan|Zeelt'
).split('|')

const LETTERS = 'ABCDEFGHJKLMNPRSTVWXZ'

/** Neighbours, as invented as Waterdam itself. */
const ELSEWHERE = [
  { code: '9991', name: 'Dijkendam', pc4: '1008' },
  { code: '9992', name: 'Hoogerwal', pc4: '1009' },
  { code: '9993', name: 'Oosterveen', pc4: '1010' },
] as const

/** One of those that are deprived, of those that are not, or of all (null). */
export function district(random: Random, deprived: boolean | null): District {
  return random.weighted(deprived === null ? EVERYWHERE : deprived ? DEPRIVED : OTHERS)
}

const EVERYWHERE: Weighted<District> = DISTRICTS.map((each) => [each, each.weight])
const DEPRIVED = EVERYWHERE.filter(([{ deprived }]) => deprived)
const OTHERS = EVERYWHERE.filter(([{ deprived }]) => !deprived)

export function residenceInWaterdam(random: Random, from: Day, at: District): Residence {
  return address(random, from, WATERDAM, at.pc4, at.district)
}

export function residenceElsewhere(random: Random, from: Day): Residence {
  const { code, name, pc4 } = random.pick(ELSEWHERE)
  return address(random, from, { code, name }, pc4, `WK${code}00`)
}

function address(
  random: Random,
  from: Day,
  municipality: Residence['municipality'],
  pc4: string,
  wijk: string,
): Residence {
  const street = random.integer(0, STREETS.length - 1)
  const houseNumber = random.integer(1, 180)
  // Ten odd or ten even numbers share a postcode, as in the real ones.
  const block = Math.floor(houseNumber / 20) * 2 + (houseNumber % 2)
  const code = letter(street) + letter(block)
  const object = street * 1_000_000 + Number(pc4.slice(1)) * 1_000 + houseNumber
  return {
    from: iso(from),
    municipality,
    street: STREETS[street] as string,
    houseNumber,
    houseLetter: random.chance(0.08) ? random.pick(['A', 'B', 'C']) : null,
    postcode: pc4 + code,
    city: municipality.name,
    district: wijk,
    bagId: `${municipality.code}010${String(object).padStart(9, '0')}`,
  }
}

function letter(index: number): string {
  return LETTERS.charAt(index % LETTERS.length)
}
