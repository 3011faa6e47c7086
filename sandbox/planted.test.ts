import { describe, expect, test } from 'vitest'
import { toBirthCareResources } from './birth-care.ts'
import { toPersonen } from './brp.ts'
import { dayOf } from './days.ts'
import { generate } from './generate.ts'
import { toJgzRows } from './jgz.ts'
import { PLANTED, PLANTED_FAMILIES } from './planted.ts'
import { type Child, type Family, type Pregnancy, WATERDAM } from './population.ts'

interface Found {
  readonly family: Family
  readonly pregnancy: Pregnancy
  readonly child: Child
}

const SMALL = [...generate({ seed: 1, children: 40 })]

function find(name: string, families: readonly Family[] = SMALL): Found {
  const found = families.flatMap((family) =>
    family.pregnancies.flatMap((pregnancy) =>
      pregnancy.children.flatMap((child) =>
        child.planted === name ? [{ family, pregnancy, child }] : [],
      ),
    ),
  )
  expect(found).toHaveLength(1)
  return found[0] as Found
}

test('the planted families come first, and are the same whatever the seed and the size', () => {
  const other = [...generate({ seed: 99, children: 500 })].slice(0, PLANTED_FAMILIES.length)
  expect(SMALL.slice(0, PLANTED_FAMILIES.length)).toEqual(other)
})

test.each(PLANTED)('$name: $description', ({ name, familyName, prefix, sex, birthDate }) => {
  const { person, birth } = find(name).child
  if (birthDate === null) return expect(birth).toBeNull()
  expect(person?.name.given.toLowerCase()).toBe(name)
  expect(person?.name).toMatchObject({ family: familyName, prefix })
  expect(person).toMatchObject({ sex, birthDate })
  if (name === 'sientje' || name === 'bo') expect(person?.bsn).toBeNull()
  else expect(person?.bsn).toMatch(/^9999\d{5}$/)
})

describe('in particular', () => {
  test('rikkert has no BSN in youth health care, and another family name than he has', () => {
    const { client } = rowsOf('rikkert')
    expect(client).toMatchObject([{ bds_0007: null, bds_0006: 'Rikkert' }])
    expect(client[0]?.bds_0002).not.toBe('Koster')
  })

  test('sientje is in no register of persons, nor are her parents; youth health care knows her', () => {
    const { family } = find('sientje')
    expect(toPersonen(family)).toEqual([])
    expect(rowsOf('sientje').client).toMatchObject([{ bds_0007: null, bds_0006: 'Sientje' }])
  })

  test('tammo is three days old, and has a BSN that youth health care does not know', () => {
    const { child } = find('tammo')
    expect(child.person?.bsn).not.toBeNull()
    const { client, ouder } = rowsOf('tammo')
    expect(client).toMatchObject([{ bds_0007: null, bds_0006: null, bds_0020: '2026-08-29' }])
    expect(ouder.some(({ bds_0655 }) => bds_0655 !== null)).toBe(true)
  })

  test('veerle and wessel have one mother, and were born within twelve months', () => {
    const { family } = find('veerle')
    expect(find('wessel').family).toBe(family)
    expect(family.pregnancies).toHaveLength(2)
  })

  test('ynke is the second of twins, of whom the first is in no register but that of the birth', () => {
    const { pregnancy, child, family } = find('ynke')
    expect(child.rank).toBe(2)
    expect(pregnancy.children[0]).toMatchObject({ person: null, birth: { outcome: 'stillbirth' } })
    expect(toPersonen(family).filter(({ ouders }) => ouders)).toHaveLength(1)
    expect(rowsOf('ynke').geboorte).toMatchObject([{ bds_0108: 'tweeling', bds_0109: 2 }])
  })

  test('zeger has no birth in birth care, and no pregnancy', () => {
    const { child } = find('zeger')
    expect(child.quirks).toContain('unknown-to-birth-care')
  })

  test('alida has other parents in the register than who gave birth to her', () => {
    const { family, child } = find('alida')
    const [own] = toPersonen(family).filter(
      ({ burgerservicenummer }) => burgerservicenummer === child.person?.bsn,
    )
    expect(own?.ouders?.map((each) => each.burgerservicenummer)).not.toContain(family.mother.bsn)
  })

  test('ulla moved within the town, and youth health care has the old address', () => {
    const { family } = find('ulla')
    const [before, now] = family.residences
    expect(rowsOf('ulla').client).toMatchObject([{ bds_0007: null, bds_0016: before?.postcode }])
    expect(now?.postcode).not.toBe(before?.postcode)
  })

  test('anna has something in all five sources', () => {
    const { pregnancy, child, family } = find('anna')
    expect(pregnancy.visits.length).toBeGreaterThan(8)
    expect(child.birth).toMatchObject({ outcome: 'live-birth', gestationalAgeDays: 277 })
    expect(pregnancy.delivery?.place).toBe('home')
    expect(family.residences.at(-1)?.municipality).toEqual(WATERDAM)
    const seen = (child.jgz?.contacts ?? []).flatMap(({ observations }) => observations)
    expect(seen.filter(({ element }) => element === 245).length).toBeGreaterThan(8)
    expect(seen.some(({ list }) => list === 'W0438')).toBe(true)
    expect(seen.some(({ element }) => element === 1495)).toBe(true)
    const doses = (child.jgz?.vaccinations ?? []).map(({ vaccine, dose }) => `${vaccine}/${dose}`)
    expect(doses.toSorted()).toEqual([
      '04/1',
      '04/2',
      '08/1',
      '08/2',
      '08/3',
      '11/1',
      '11/2',
      '11/3',
      '28/1',
    ])
    expect(child.jgz?.referrals.some(({ to }) => to === '11')).toBe(true)
    expect(child.jgz?.vve?.takesPart).toBe(true)
    const vve = child.childcare.enrolments.find(({ vveGroup }) => vveGroup)
    expect(vve?.indication).toMatchObject({ by: 'JGZ' })
    expect(vve?.months.length).toBeGreaterThan(10)
    const [over, running] = child.socialDomain.allocations
    expect(over).toMatchObject({ start: { date: expect.any(String) }, stop: { reason: '31' } })
    expect(running).toMatchObject({ start: { date: expect.any(String) }, stop: null })
    expect(child.socialDomain.cases).toHaveLength(1)
  })

  test('bram got nothing, and every refusal is written down', () => {
    const vaccinations = find('bram').child.jgz?.vaccinations ?? []
    expect(vaccinations.length).toBeGreaterThan(3)
    expect(vaccinations.every(({ refusal }) => refusal === '2')).toBe(true)
  })

  test('cato and eva differ in rank, name and BSN only', () => {
    const [cato, eva] = [find('cato'), find('eva')]
    expect(cato.pregnancy).toBe(eva.pregnancy)
    expect([cato.child.rank, eva.child.rank]).toEqual([1, 2])
    expect(cato.child.person?.bsn).not.toBe(eva.child.person?.bsn)
    expect(cato.child.birth?.multiple).toBe(true)
  })

  test('daan came after thirty weeks', () => {
    expect(find('daan').child.birth).toMatchObject({ gestationalAgeDays: 210 })
  })

  test('finn bears the name of an adoptive parent, not of the birth mother', () => {
    const { child, family } = find('finn')
    expect(child.quirks).toContain('adopted')
    expect(child.custody).toMatchObject({ kind: 'adoption', since: '2023-03-15' })
    expect(child.custody?.carers.map(({ name }) => name.family)).toContain('Visser')
    expect(family.mother.name.family).not.toBe('Visser')
  })

  test('guus lives elsewhere than his mother, with foster care allocated', () => {
    const { child, family } = find('guus')
    expect(child.quirks).toContain('foster-care')
    expect(child.custody?.residence.postcode).not.toBe(family.residences.at(-1)?.postcode)
    expect(child.socialDomain.allocations).toMatchObject([{ category: '35', referredBy: '04' }])
  })

  test('hanna has a secret address', () => {
    expect(find('hanna').family.circumstances.secretAddress).toBe(true)
  })

  test('isa is registered elsewhere, and her care here has ended', () => {
    const { child, family } = find('isa')
    expect(child.quirks).toContain('moved-away')
    expect(family.residences.at(-1)?.municipality).not.toEqual(WATERDAM)
    expect(child.jgz?.careEnd).toEqual({ reason: '01', date: '2026-03-02' })
  })

  test('jip and lot came from elsewhere', () => {
    for (const name of ['jip', 'lot']) {
      const { child, family } = find(name)
      expect(child.quirks).toEqual(expect.arrayContaining(['moved-in', 'unknown-to-birth-care']))
      expect(family.residences[0]?.municipality).not.toEqual(WATERDAM)
      expect(family.residences.at(-1)?.municipality).toEqual(WATERDAM)
    }
  })

  test('kees has a father without a BSN', () => {
    const { family, child } = find('kees')
    expect(family.partner).toMatchObject({ bsn: null })
    expect(child.quirks).toContain('parent-without-bsn')
  })

  test('of lot only the year is known, and the country is not this one', () => {
    const { person } = find('lot').child
    expect(person?.birthDateKnown).toBe('year')
    expect(person?.birthCountry.code).not.toBe('6030')
  })

  test('mees died in the first week', () => {
    const { child } = find('mees')
    expect(child.person?.deathDate).toBe('2025-10-12')
    expect(child.birth?.perinatalDeath).toEqual({ phase: 'neonatal', date: '2025-10-12' })
    expect(child.jgz?.careEnd?.reason).toBe('03')
  })

  test('noor has no BSN in birth care', () => {
    expect(find('noor').child.quirks).toEqual(['no-bsn-in-birth-care'])
  })

  test('otis was last seen eighteen months ago', () => {
    const { jgz, childcare, socialDomain } = find('otis').child
    const seen = (jgz?.contacts ?? []).filter(({ status }) => status === '01')
    const last = dayOf(seen.at(-1)?.date ?? '')
    expect(dayOf('2026-09-01') - last).toBeGreaterThan(17.5 * 30.4)
    expect(dayOf('2026-09-01') - last).toBeLessThan(20 * 30.4)
    expect(jgz?.careEnd).toBeNull()
    expect([...childcare.enrolments, ...socialDomain.allocations]).toEqual([])
  })

  test('pien emigrated', () => {
    const { child, family } = find('pien')
    expect(family.emigratedOn).toBe('2026-01-20')
    expect(child.jgz?.careEnd).toEqual({ reason: '02', date: '2026-01-20' })
  })

  test('quinn is not born yet', () => {
    const { child, pregnancy } = find('quinn')
    expect(pregnancy).toMatchObject({ outcome: 'ongoing', dueDate: '2026-11-27', endDate: null })
    expect(child.person).toBeNull()
    expect(pregnancy.visits.length).toBeGreaterThan(2)
  })

  test('vesper and vita are named the other way round in the register', () => {
    const { family } = find('vesper')
    const register = toPersonen(family).find(({ kinderen = [] }) => kinderen.length === 2)
    expect(register?.kinderen?.map(({ naam }) => naam.voornamen)).toEqual(['Vita', 'Vesper'])
    const [vesper, vita] = [find('vesper').child, find('vita').child]
    expect((vesper.birth?.at ?? '') < (vita.birth?.at ?? '')).toBe(true)
  })

  test('of xander birth care has the pregnancy, and no birth', () => {
    const told = JSON.stringify(toBirthCareResources(find('xander').family))
    expect(told).toContain('bc-Fetus')
    expect(told).not.toContain('bc-Birth"')
    expect(told).not.toContain('bc-Child"')
  })

  test('who carried ykje is no parent of hers in the register, from the first day', () => {
    const { child, family } = find('ykje')
    expect(child.custody?.since).toBe(child.person?.birthDate)
    const own = toPersonen(family).find(
      ({ burgerservicenummer }) => burgerservicenummer === child.person?.bsn,
    )
    const parents = (own?.ouders ?? []).map(({ burgerservicenummer }) => burgerservicenummer)
    expect(parents).not.toContain(family.mother.bsn)
  })

  test('bo is in no register of persons', () => {
    const { family } = find('bo')
    expect(toPersonen(family).flatMap(({ kinderen = [] }) => kinderen)).toEqual([])
  })

  test('coen and dina are not born yet', () => {
    expect(find('coen').pregnancy).toBe(find('dina').pregnancy)
    expect(find('coen').pregnancy.outcome).toBe('ongoing')
  })
})

function rowsOf(name: string) {
  return toJgzRows(find(name).family)
}
