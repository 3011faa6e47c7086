/**
 * The social domain: who sends which iJw message about a child on which day, and the list of the
 * neighbourhood teams, for which no standard exists. A child without BSN is in no message (OP079).
 *
 * @module
 */

import { toCsvLine, toDutchDate } from './csv.ts'
import { type Kind, type Message, type Relation, toXml } from './ijw.ts'
import { LIST_SLIPS, PERSON_COLUMNS, toListClient } from './list-clients.ts'
import {
  type Allocation,
  type Child,
  type Custody,
  type Family,
  type Person,
  REFERENCE_DATE,
  type Residence,
  WATERDAM,
} from './population.ts'

export interface IjwFile {
  /** `JW301_9999_301000012345.xml`: the message, its sender, and the sender's identification of it. */
  readonly name: string
  readonly xml: string
  /** How many products it tells of. */
  readonly products: number
}

/** On which day each message tells of an allocation; undefined where it never does. */
const TOLD_ON = [
  ['301', ({ allocatedAt }) => allocatedAt.slice(0, 10)],
  ['305', ({ start }) => start?.reportedOn],
  // OP155: an end refers to a start that was told.
  ['307', ({ start, stop }) => (start === null ? undefined : stop?.reportedOn)],
] as const satisfies readonly (readonly [Kind, (allocation: Allocation) => string | undefined])[]

/** Every message about the children of one family up to today, in the order of the children. */
export function* ijwFiles(family: Family): Generator<IjwFile> {
  for (const { child, client } of clientsOf(family)) {
    for (const [kind, toldOn] of TOLD_ON) {
      for (const [day, allocations] of byProviderAndDay(child, toldOn)) {
        const message = toMessage(kind, day, allocations, family, child, client)
        const sender = kind === '301' ? WATERDAM.code : message.provider
        const name = `JW${kind}_${sender}_${message.id}.xml`
        yield { name, xml: toXml(kind, message), products: allocations.length }
      }
    }
  }
}

export const WIJKTEAM_COLUMNS = [
  'casus',
  'bsn',
  'aanmelddatum',
  'afsluitdatum',
  'aanmelder',
  'regie',
  'hulpvorm',
  'team',
  ...PERSON_COLUMNS,
] as const

/** The cases of the children of one family, as they stand today. */
export function* wijkteamLines(family: Family, slips = LIST_SLIPS): Generator<string> {
  for (const child of family.pregnancies.flatMap(({ children }) => children)) {
    if (child.person === null) continue
    const { bsn, cells } = toListClient(family, child, child.person, 'wijkteam', slips)
    for (const one of child.socialDomain.cases) {
      if (one.openedOn > REFERENCE_DATE) continue
      const closed = one.closedOn !== null && one.closedOn <= REFERENCE_DATE ? one.closedOn : null
      const dates = [toDutchDate(one.openedOn), toDutchDate(closed)]
      // Hulpvorm 01: by a neighbourhood team.
      yield toCsvLine([
        ...[one.id, bsn, ...dates, one.reportedBy, one.lead, '01', one.team],
        ...cells,
      ])
    }
  }
}

type Client = Message['client']

function* clientsOf(family: Family): Generator<{ child: Child; client: Client }> {
  for (const child of family.pregnancies.flatMap(({ children }) => children)) {
    const { person } = child
    if (person !== null && hasBsn(person)) yield { child, client: person }
  }
}

function hasBsn(person: Person): person is Client {
  return person.bsn !== null
}

interface ProviderDay {
  readonly provider: string
  readonly date: string
}

function byProviderAndDay(
  { socialDomain }: Child,
  toldOn: (allocation: Allocation) => string | undefined,
): Iterable<readonly [ProviderDay, readonly [Allocation, ...Allocation[]]]> {
  const groups = new Map<string, readonly [ProviderDay, [Allocation, ...Allocation[]]]>()
  for (const allocation of socialDomain.allocations) {
    const { provider } = allocation
    const date = toldOn(allocation)
    if (date === undefined || date > REFERENCE_DATE) continue
    const group = groups.get(`${provider} ${date}`)
    if (group === undefined) groups.set(`${provider} ${date}`, [{ provider, date }, [allocation]])
    else group[1].push(allocation)
  }
  return groups.values()
}

function toMessage(
  kind: Kind,
  { provider, date }: ProviderDay,
  allocations: readonly [Allocation, ...Allocation[]],
  family: Family,
  child: Child,
  client: Client,
): Message {
  return {
    // Three digits of the message and nine of its first allocation: unique, whatever the order.
    id: kind + allocations[0].number.padStart(9, '0').slice(-9),
    provider,
    date,
    client,
    address: addressOn(date, family, child),
    relations: relationsOn(date, family, child),
    allocations,
  }
}

/** The parents by law on that day, and after them the foster parents. */
function relationsOn(date: string, family: Family, child: Child): readonly Relation[] {
  const custody = custodyOn(date, child)
  const adopted = custody?.kind === 'adoption'
  const carers = (custody?.carers ?? []).map((person): Relation => {
    const kind = adopted ? 'parent' : 'foster-parent'
    return { person, kind, address: addressOn(date, family, child) }
  })
  const parents = adopted ? [] : [family.mother, family.partner]
  return parents
    .filter((parent) => parent !== null)
    .map((person): Relation => ({ person, kind: 'parent', address: homeOn(date, family) }))
    .concat(carers)
    .filter(({ person }) => person.deathDate === null || person.deathDate > date)
}

function addressOn(date: string, family: Family, child: Child): Residence | null {
  const custody = custodyOn(date, child)
  if (custody === null) return homeOn(date, family)
  return family.circumstances.secretAddress ? null : custody.residence
}

/** Null where it is secret, or in another country. */
function homeOn(date: string, family: Family): Residence | null {
  const { circumstances, emigratedOn, residences } = family
  if (circumstances.secretAddress || (emigratedOn !== null && emigratedOn <= date)) return null
  return residences.findLast(({ from }) => from <= date) ?? residences[0] ?? null
}

function custodyOn(date: string, { custody }: Child): Custody | null {
  return custody !== null && custody.since <= date ? custody : null
}
