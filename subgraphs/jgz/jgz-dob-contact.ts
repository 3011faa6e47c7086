/**
 * From a contact in a dossier transfer message to our words.
 *
 * @module
 */

import { CONFIDENTIAL } from './codes.ts'
import type { Coded } from './dossier-bodies.ts'
import { type Fact, toFacts } from './jgz-dob-facts.ts'
import { refuse } from './jgz-dob-refusal.ts'
import { counter, isField, openTold, type Rest, type Told, toDay, toWhole } from './jgz-dob-told.ts'
import { find, type Node, type Section } from './jgz-dob-tree.ts'
import { toValue } from './jgz-dob-values.ts'
import type { JgzPart } from './source.ts'

export type CodedParts = { readonly [P in JgzPart]?: readonly Coded[P][] }

export interface DossierContact extends Pick<Rest, 'withheld' | 'counted'> {
  /** As the registry numbers it. */
  readonly id: string
  readonly line: number
  readonly date: string
  readonly parts: CodedParts
}

interface Place {
  readonly id: string
  readonly date: string
}

/** `section` is a `component7`. */
export function toDossierContact(section: Section, encounter: Node): DossierContact {
  const path = `${section.path}/${section.node.name}/${encounter.name}`
  const told = openTold(toFacts(section))
  const date = dateOf(encounter, path)
  const place = { id: idOf(encounter, date), date }
  const isSecret = told.codes(494).some((code) => isIn(CONFIDENTIAL.W0188, code))
  // Also what was found there.
  if (isSecret) told.withhold('safety')
  else withholdSecrets(told)

  const parts = {
    contacts: isSecret ? [] : [toContact(encounter, told, place)],
    growth: toGrowth(told, date),
    vaccinations: toVaccinations(told, place),
    heelPricks: toHeelPricks(told, place),
    referrals: toReferrals(told, place),
    vve: toVve(told, date),
    development: toDevelopment(told, place),
  }
  const { observations, ...rest } = told.rest(place)
  return { ...place, line: encounter.line, parts: { ...parts, observations }, ...rest }
}

/** Why a contact was held, what came out of it, and whereto: where one is about safety, all that belongs to it is. */
function withholdSecrets(told: Told): void {
  const is = (list: readonly string[], element: number, group?: Node) =>
    told.codes(element, group).some((code) => isIn(list, code))
  for (const group of told.groups('indication')) {
    const isSecret =
      is(CONFIDENTIAL.W0619, 485, group) ||
      is(CONFIDENTIAL.W0620, 483, group) ||
      is(CONFIDENTIAL.W0621, 1159, group)
    if (isSecret) told.withhold('safety', (fact) => fact.group === group)
  }
  told.withhold(
    'safety',
    ({ element, code }) => element === 1424 && code !== null && isIn(CONFIDENTIAL.W0619, code),
  )
}

function toContact(encounter: Node, told: Told, { id, date }: Place): Coded['contacts'] {
  const activity = told.take(494)?.code ?? null
  told.take(1377)
  told.take(724)
  const state = told.take(725)?.code ?? null
  const status = told.take(1605)?.code ?? statusOf(encounter.attributes.moodCode, state)
  const ofPatient =
    find(encounter, 'inFulfillmentOf', 'encounter', 'author', 'patient') ??
    find(encounter, 'author', 'patient')
  return {
    id,
    date,
    activity,
    form: told.take(1577)?.code ?? null,
    status,
    planned: status === null && encounter.attributes.moodCode === 'INT',
    requester: told.take(1423)?.code ?? (ofPatient ? '03' : null),
    discipline: told.take(1599)?.code ?? null,
  }
}

/** W0690, from the status of the act where it was not told: null for one that is planned, or not known. */
function statusOf(mood: string | undefined, state: string | null): string | null {
  const isOff = state === 'cancelled' || state === 'aborted' || state === 'nullified'
  if (mood === 'INT') return isOff ? '08' : null
  if (isOff) return state === 'aborted' ? '02' : '08'
  return state === 'completed' ? '01' : null
}

function toGrowth(told: Told, measuredOn: string): readonly Coded['growth'][] {
  const lengthMillimetres = toWhole(told.take(235), 'mm')
  const weightGrams = toWhole(told.take(245), 'g')
  const headCircumferenceMillimetres = toWhole(told.take(252), 'mm')
  const bmi = told.take(248)
  const measured = {
    lengthMillimetres,
    weightGrams,
    headCircumferenceMillimetres,
    waistMillimetres: toWhole(told.take(1485), 'mm'),
    bmi: bmi === undefined ? null : toNumber(bmi),
    bmiClass: told.take(1492)?.code ?? null,
    impression: told.take(247)?.code ?? null,
    lengthGrowth: told.take(1614)?.code ?? null,
    chart: told.take(1616)?.code ?? null,
  }
  const isNothing = Object.values(measured).every((value) => value === null)
  return isNothing ? [] : [{ measuredOn, ...measured }]
}

function toVaccinations(told: Told, { id, date }: Place): readonly Coded['vaccinations'][] {
  const nth = counter()
  return told.groups('substanceAdministration').flatMap((group) => {
    // What is only planned was neither given nor refused.
    if ((group.attributes.moodCode ?? 'EVN') !== 'EVN') return []
    const consent = find(group, 'authorization', 'consentEvent')
    const isRefused =
      group.attributes.negationInd === 'true' || consent?.attributes.negationInd === 'true'
    const on = toDay(told.take(1409, group)) ?? date
    const vaccine = told.take(461, group)?.code ?? null
    return {
      id: nth(`${id}:${vaccine}:${on}`),
      date: on,
      vaccine,
      dose: null,
      given: !isRefused,
      refusal: told.take(683, group)?.code ?? null,
      reason: told.take(686, group)?.code ?? null,
      lotNumber: told.take(472, group)?.value ?? null,
      rejected: toBoolean(told.take(1589, group)),
    }
  })
}

function toHeelPricks(told: Told, { id, date }: Place): readonly Coded['heelPricks'][] {
  const nth = counter()
  return told.groups('heelPrick').map((group) => ({
    id: nth(`${id}:heel-prick`),
    date: toDay(told.take(374, group)) ?? date,
    taken: group.attributes.negationInd !== 'true',
    type: told.take(373, group)?.code ?? null,
    reasonNot: told.take(380, group)?.code ?? null,
    result: told.take(381, group)?.code ?? null,
    reasonRepeated: told.take(379, group)?.code ?? null,
    previousSetNumber: told.take(1432, group)?.value ?? null,
    remarks: told.take(1431, group)?.value ?? null,
  }))
}

/** Without a 1159 it is an indication, and no referral. */
function toReferrals(told: Told, { id, date }: Place): readonly Coded['referrals'][] {
  const nth = counter()
  return told.groups('indication').flatMap((group) => {
    const to: string[] = []
    for (let at = told.take(1159, group); at; at = told.take(1159, group)) {
      if (at.code !== null) to.push(at.code)
    }
    if (to.length === 0) return []
    const indication = told.take(485, group)?.code ?? null
    return to.map((one) => ({ id: nth(`${id}:${indication}:${one}`), date, indication, to: one }))
  })
}

export function toVve(told: Told, date: string): readonly Coded['vve'][] {
  const takesPart = told.take(1417)
  if (!takesPart) return []
  const isPart = takesPart.value === 'true'
  return [{ date, takesPart: isPart, reasonNot: told.take(1493)?.code ?? null }]
}

function toDevelopment(told: Told, { id, date }: Place): readonly Coded['development'][] {
  const nth = counter()
  return told
    .takeAll((element) => isField(element, 'development'))
    .map(({ element, code, value }) => {
      return { id: nth(`${id}:${element}`), date, element, value: code ?? value ?? '' }
    })
}

function toNumber({ value, line, path }: Fact): number {
  const amount = Number(value)
  return value && Number.isFinite(amount) ? amount : refuse(line, path, 'value')
}

function toBoolean(fact: Fact | undefined): boolean | null {
  return fact === undefined ? null : fact.value === 'true'
}

function dateOf(encounter: Node, path: string): string {
  const time = find(encounter, 'effectiveTime')
  if (!time) return refuse(encounter.line, `${path}/effectiveTime`, 'missing')
  const day =
    dayIn(time, `${path}/effectiveTime`) ?? dayIn(find(time, 'low'), `${path}/effectiveTime/low`)
  return day ?? refuse(time.line, `${path}/effectiveTime`, 'date')
}

function dayIn(node: Node | undefined, path: string): string | null {
  const told = node && toValue(node, path)
  return told ? toDay(told as Fact) : null
}

/** Within the registry; of one that has no number, by what it is. */
function idOf(encounter: Node, date: string): string {
  const { root = '', extension } = find(encounter, 'id')?.attributes ?? {}
  if (extension !== undefined || root !== '') return `${root}^${extension ?? ''}`
  return `${date}^${find(encounter, 'code')?.attributes.code ?? ''}`
}

function isIn(list: readonly string[], code: string): boolean {
  return list.includes(code)
}
