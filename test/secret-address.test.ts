import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../cli/sandbox-parts.ts'
import { generate } from '../sandbox/generate.ts'
import { locations } from '../sandbox/locations.ts'
import type { Child, Family } from '../sandbox/population.ts'
import { type Graph, openGraph } from './graph.ts'
import { textsBelowChild, wholeChild } from './whole-child.ts'

/** Texts below these are of the place itself: it is null. */
const PLACES =
  /^(Residence|Municipality|JgzRegion|Childcare(Location|Holder|Contact|Correspondence))\.|\.(provider|team)$|^(DomainView|Objection)\.source$/
/** Words of a person: null, or a number, a day, yes or no. */
const WORDS: ReadonlySet<string> = new Set([
  'BirthCareObservation.name',
  'BirthCareObservation.value',
  'FamilyAssessment.comment',
  'FamilyAssessment.concern',
  'FamilyAssessment.instability',
  'FamilyAssessment.substancesAtHome',
  'HeelPrick.remarks',
  'JgzNewborn.congenitalAnomalies',
  'JgzNewborn.multiple',
  'JgzObservation.value',
])
/** Of a code list, or issued by us. */
const CODED = /\.(id|code|label|\w+Code|\w+Label|allocationId)$/
/** Looked at, one by one. */
const OTHERS: ReadonlySet<string> = new Set([
  'BirthCareObservation.number',
  'BirthCareObservation.unit',
  'ChildcareExit.reason',
  'DevelopmentResult.name',
  'DevelopmentResult.value',
  'DiseaseStatus.because',
  'DomainView.detail',
  'GapExplanation.text',
  'Handover.because',
  'HeelPrick.previousSetNumber',
  'JgzObservation.name',
  'JgzObservation.unit',
  'MonthOfHours.month',
  'Objection.purpose',
  'PersonName.family',
  'PersonName.given',
  'PersonName.prefix',
  'Referral.because',
  'Sight.expected',
  'Sight.schedules',
  'SightReason.text',
  'TimelineEdge.cursor',
  'PageInfo.endCursor',
  'Vaccination.lotNumber',
  'VaccinationStatus.schedule',
  'VaccinationStatus.scheme',
  'VvePlacement.because',
  'VvePlacement.schedule',
])

const FAMILIES = [...generate({ seed: SEED, children: 60 })]
const LOCATIONS = locations(SEED)

function planted(name: string): { family: Family; child: Child } {
  for (const family of FAMILIES) {
    const children = family.pregnancies.flatMap(({ children }) => children)
    const child = children.find((one) => one.planted === name)
    if (child) return { family, child }
  }
  throw new Error(`nobody is called ${name}`)
}

/** Every text by which one could find the child. */
function placesOf({ family, child }: ReturnType<typeof planted>): Record<string, string[]> {
  const used = child.childcare.enrolments.map(({ lrkId }) => lrkId)
  const there = LOCATIONS.filter(({ lrkId }) => used.includes(lrkId))
  return {
    address: family.residences.flatMap(({ street, postcode, bagId, district }) => [
      `"${street}"`,
      postcode,
      bagId,
      district,
    ]),
    childcare: there.flatMap(({ lrkId, name, residence, holder }) => [
      lrkId,
      name,
      residence.postcode,
      `"${residence.street}`,
      holder.name,
      holder.kvk,
    ]),
    provider: child.socialDomain.allocations.map(({ provider }) => provider),
    team: child.socialDomain.cases.map(({ team }) => team),
    municipality: ['"9999"', '"Waterdam"', '"GG9999"', '"GGD Waterdam"'],
  }
}

let graph: Graph
beforeAll(async () => {
  graph = await openGraph()
})
afterAll(() => graph.close())

/** What this persona is told of the child, question by question, and what is not granted. */
async function allOf(name: 'anna' | 'hanna', persona = 'youth-nurse') {
  const id = await graph.idOf(name)
  const answers = new Map<string, string>()
  const codes = new Set<string>()
  for (const [field, selection] of wholeChild()) {
    const query = `query ($id: ID!) { child(id: $id) { ${selection} } }`
    const answer = await graph.ask(persona, query, { id })
    answers.set(field, answer.text)
    for (const code of answer.codes) codes.add(code)
  }
  return { answers, codes: [...codes], text: [...answers.values()].join('\n') }
}

describe('a secret address', () => {
  test('MUST be decided on for every text that the graph tells of a child', () => {
    const undecided = textsBelowChild().filter(
      (field) =>
        !PLACES.test(field) && !WORDS.has(field) && !CODED.test(field) && !OTHERS.has(field),
    )
    expect(undecided).toEqual([])
  })

  test('MUST NOT leave a place of hanna in anything that is told of her, over all domains', async () => {
    const { answers, codes, text } = await allOf('hanna')
    const places = placesOf(planted('hanna'))

    // The steps of the meldcode are not a nurse's.
    expect(codes).toEqual(['FIELD_FORBIDDEN'])
    for (const [kind, strings] of Object.entries(places)) {
      expect(strings.length, kind).toBeGreaterThan(0)
      for (const place of strings) expect(text, kind).not.toContain(place)
    }
    // What is not a place is told as of any other child.
    expect(answers.get('name')).toContain('Hanna')
    expect(answers.get('childcare')).toMatch(/"enrolments":\[\{.*"from"/)
    expect(answers.get('socialDomain')).toMatch(/"cases":\[\{.*"openedOn"/)
    expect(answers.get('jgz')).toMatch(/"contacts":\[\{/)
    expect(answers.get('birthCare')).toContain('"gestationalAgeDays"')
    expect(answers.get('timeline')).toContain('"EnrolmentItem"')
  })

  test('and nothing but that is what keeps them away: of anna the same questions tell every place', async () => {
    const { text } = await allOf('anna')
    const places = placesOf(planted('anna'))

    for (const [kind, strings] of Object.entries(places)) {
      const told = strings.filter((place) => text.includes(place))
      expect(told.length, kind).toBeGreaterThan(0)
    }
  })

  test.each(['childcare-mentor', 'neighbourhood-team-worker', 'midwife'])(
    'MUST NOT be told to a %s',
    async (persona) => {
      const { text } = await allOf('hanna', persona)
      for (const strings of Object.values(placesOf(planted('hanna'))))
        for (const place of strings) expect(text).not.toContain(place)
    },
  )

  test('MUST look like a place that nobody knows', async () => {
    const { data, errors } = await graph.ask(
      'youth-nurse',
      `query ($id: ID!) { child(id: $id) {
        residence { street } residences { from } jgzRegion { code } responsibleMunicipality { basis }
        childcare { enrolments { location { lrkId } } waiting { location { lrkId } } }
        socialDomain { allocations { provider } cases { team } }
      } }`,
      { id: await graph.idOf('hanna') },
    )

    expect(errors).toEqual([])
    const { childcare, socialDomain, ...places } = data.child
    expect(Object.values(places)).toEqual([null, null, null, null])
    expect(childcare.enrolments.length).toBeGreaterThan(0)
    for (const enrolment of childcare.enrolments) expect(enrolment).toEqual({ location: null })
    for (const allocation of socialDomain.allocations)
      expect(allocation).toEqual({ provider: null })
    for (const one of socialDomain.cases) expect(one).toEqual({ team: null })
  })

  test('MUST NOT be asked about: the register of locations and the history are not called for hanna', async () => {
    const { processings } = await graph.ask(
      'youth-nurse',
      'query ($id: ID!) { child(id: $id) { residences { from } } }',
      { id: await graph.idOf('hanna') },
    )
    expect(processings.map(({ registry }) => registry)).toEqual(['brp-waterdam'])
  })
})
