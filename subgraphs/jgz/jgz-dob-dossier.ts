/**
 * From a dossier transfer message (HL7v3, REPC_IN902120NL03 and NL04) to one dossier in our words.
 *
 * @module
 */

import { toDay as dayOnTheWall } from '../../connectors/wall-clock.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { CONSENTS } from './consent-elements.ts'
import type { Coded } from './dossier-bodies.ts'
import { type CodedParts, type DossierContact, toDossierContact, toVve } from './jgz-dob-contact.ts'
import { type Fact, toFacts } from './jgz-dob-facts.ts'
import { checkOrder, openOrder } from './jgz-dob-order.ts'
import { type DossierPerson, toPerson } from './jgz-dob-person.ts'
import { refuse } from './jgz-dob-refusal.ts'
import { type Counted, openTold, type Told, toDay, toWhole, type Withheld } from './jgz-dob-told.ts'
import { find, type MessageName, type Node, readSections } from './jgz-dob-tree.ts'

/** It came along, and is not kept. */
export interface DossierDocument {
  /** W0629. */
  readonly kind: string | null
  readonly mediaType: string | null
  readonly bytes: number | null
}

export interface Dossier {
  readonly message: MessageName
  readonly id: string
  readonly sentAt: string
  /** Of the dossier, at who sent it. */
  readonly dossier: string
  readonly line: number
  /** Null where it has none. */
  readonly bsn: Bsn | null
  readonly birthDate: string | null
  /** What else linking compares. */
  readonly person: DossierPerson
  readonly contacts: readonly DossierContact[]
  /** What is not of one contact. */
  readonly parts: CodedParts
  readonly documents: readonly DossierDocument[]
  readonly withheld: readonly Withheld[]
  readonly counted: Counted
}

const EVENT = 'careProvisionEvent'

export async function readDossier(bytes: AsyncIterable<Buffer>): Promise<Dossier> {
  const facts: Fact[] = []
  const contacts: DossierContact[] = []
  const ids = new Map<string, string>()
  let patient: Node | undefined
  const order = openOrder(EVENT, EVENT)

  const sections = readSections(bytes)
  let next = await sections.next()
  for (; !next.done; next = await sections.next()) {
    const section = next.value
    const { path, node } = section
    const isOfDossier = path.endsWith(EVENT)
    if (isOfDossier) order(node)
    checkOrder(node, path)
    if (isOfDossier && node.name === 'subject') {
      if (patient) refuse(node.line, `${path}/subject`, 'order')
      patient = find(node, 'patient')
    }
    const encounter = node.name === 'component7' ? find(node, 'encounter') : undefined
    if (node.name === 'id') ids.set(path, idOf(node))
    if (isOfDossier && encounter) contacts.push(toDossierContact(section, encounter))
    else facts.push(...toFacts(section))
  }
  const message = next.value
  if (!patient) return refuse(0, `${EVENT}/subject/patient`, 'missing')

  const textAt = (end: string) => facts.find(({ path }) => path.endsWith(end))?.value ?? null
  if (textAt(`${message}/interactionId`) !== message) refuse(0, 'interactionId', 'interaction')
  const sentAt = momentOf(facts.find(({ path }) => path === `${message}/creationTime`))
  const told = openTold(facts)
  const parts = {
    newborn: toNewborn(told),
    care: toCare(told),
    consents: toConsents(told),
    vve: toVve(told, dayOnTheWall(new Date(sentAt))),
  }
  const documents = toDocuments(told)
  const { observations, withheld, counted } = told.rest({ id: 'dossier', date: null })
  return {
    message,
    id: ids.get(message) ?? '',
    sentAt,
    dossier: [...ids].find(([path]) => path.endsWith(EVENT))?.[1] ?? '',
    line: patient.line,
    bsn: bsnOf(facts),
    birthDate: toDay(facts.find(({ element }) => element === 20)),
    person: toPerson(patient, facts),
    contacts: distinct(contacts),
    parts: { ...parts, observations },
    documents,
    withheld,
    counted,
  }
}

const PATIENT_ID = 'patient/id'

/** A patient has an id; of who has no BSN that says nothing, or something else. */
function bsnOf(facts: readonly Fact[]): Bsn | null {
  const [id, another] = facts.filter((fact) => fact.element === 7)
  if (!id) return null
  if (another) refuse(another.line, PATIENT_ID, 'order')
  return Bsn.parse(id.value ?? '') ?? refuse(id.line, PATIENT_ID, 'elfproef')
}

function momentOf(fact: Fact | undefined): string {
  if (!fact?.value) return refuse(0, 'creationTime', 'missing')
  const at = Date.parse(fact.value)
  return new Date(at).toISOString()
}

function idOf({ attributes: { root = '', extension = '' } }: Node): string {
  return `${root}^${extension}`
}

/** Two contacts under one number are two all the same. */
function distinct(contacts: readonly DossierContact[]): readonly DossierContact[] {
  const seen = new Map<string, number>()
  return contacts.map((contact) => {
    const nth = (seen.get(contact.id) ?? 0) + 1
    seen.set(contact.id, nth)
    return nth === 1 ? contact : { ...contact, id: `${contact.id}:${contact.date}:${nth}` }
  })
}

function toNewborn(told: Told): readonly Coded['newborn'][] {
  const small = told.take(115)?.value ?? null
  const multiple = told.take(108)
  const newborn: Coded['newborn'] = {
    weightGrams: toWhole(told.take(110), 'g'),
    lowestWeightGrams: toWhole(told.take(111), 'g'),
    lengthMillimetres: toWhole(told.take(112), 'mm'),
    headCircumferenceMillimetres: toWhole(told.take(113), 'mm'),
    gestationalAgeDays: toWhole(told.take(82), 'd'),
    dueDate: toDay(told.take(1578)),
    apgar1: toWhole(told.take(129), '1'),
    apgar5: toWhole(told.take(130), '1'),
    multiple: multiple?.value ?? multiple?.code ?? null,
    rank: toWhole(told.take(109), '1'),
    smallForGestationalAge: small === null ? null : small === 'true',
    congenitalAnomalies: told.take(131)?.value ?? null,
    feedingAtBirthCode: told.take(747)?.code ?? null,
    feedingOnDay8Code: told.take(1340)?.code ?? null,
  }
  return Object.values(newborn).some((value) => value !== null) ? [newborn] : []
}

/** Where it was told more than once, the first that stands there; the others are observations. */
function toCare(told: Told): readonly Coded['care'][] {
  const groups = told.groups('careStatus')
  const take = (element: number) =>
    groups.map((group) => told.take(element, group)).find((fact) => fact !== undefined)
  const care = {
    status: take(1197)?.code ?? null,
    since: toDay(take(1330)),
    end: take(487)?.code ?? null,
    endedOn: toDay(take(488)),
  }
  return Object.values(care).some((value) => value !== null) ? [care] : []
}

const DATES = [1349, 1350, 1383, 1397, 1400, 1406, 1536]
const SOURCES = [1164, 1166, 1396, 1399, 1405, 1535]

function toConsents(told: Told): readonly Coded['consents'][] {
  return told.groups('consentEvent').flatMap((group, nth) => {
    const first = (elements: Iterable<number>) => {
      for (const element of elements) {
        const fact = told.take(element, group)
        if (fact) return fact
      }
      return undefined
    }
    const asked = first(CONSENTS.keys())
    if (typeof asked?.element !== 'number') return []
    return {
      id: `dossier:consent:${nth}`,
      element: asked.element,
      // Of an objection too: whoever objects, negates.
      allowed: group.attributes.negationInd !== 'true',
      date: toDay(first(DATES)),
      until: toDay(told.take(1607, group)),
      source: first(SOURCES)?.code ?? null,
      manner: told.take(1541, group)?.code ?? null,
    }
  })
}

function toDocuments(told: Told): readonly DossierDocument[] {
  return told.groups('document').map((group) => ({
    kind: told.take(1169, group)?.code ?? null,
    mediaType: told.take(1185, group)?.value ?? null,
    bytes: find(group, 'text')?.bytes ?? null,
  }))
}
