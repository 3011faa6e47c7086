import { expect, test } from 'vitest'
import { FIELDS, readLinks } from '../connectors/registry.ts'
import type { BirthCareRecord } from '../subgraphs/birth-care/source.ts'
import type { StaysRecord } from '../subgraphs/child/residence-history.ts'
import type { ParentRecord, PersonRecord } from '../subgraphs/child/source.ts'
import type { ChildcareRecord } from '../subgraphs/childcare/source.ts'
import type { JgzRecord } from '../subgraphs/jgz/source.ts'
import type { AllocationRecord, CaseRecord } from '../subgraphs/social-domain/source.ts'

/** What the domains read, said so that the compiler tells when a part comes or goes. */
type Parts<R> = Record<Exclude<keyof R, 'presence'>, true>
const population: Parts<PersonRecord & ParentRecord & StaysRecord> = {
  identity: true,
  residence: true,
  kinship: true,
  parents: true,
  children: true,
  legalAuthority: true,
  registration: true,
  stays: true,
}
const birthCare: Parts<BirthCareRecord> = { pregnancy: true, birth: true }
const jgz: Parts<JgzRecord> = {
  contacts: true,
  growth: true,
  vaccinations: true,
  development: true,
  referrals: true,
  vve: true,
  newborn: true,
  heelPricks: true,
  care: true,
  consents: true,
  observations: true,
}
const childcare: Parts<ChildcareRecord> & { readonly locations: true } = {
  enrolments: true,
  attendance: true,
  vveMonths: true,
  waiting: true,
  meldcode: true,
  locations: true,
}
const socialDomain: Parts<AllocationRecord & CaseRecord> & { readonly offers: true } = {
  allocations: true,
  requests: true,
  cases: true,
  offers: true,
}

test('an agreement can be about every part that a domain reads, and about nothing else', () => {
  const parts = {
    population,
    'birth-care': birthCare,
    jgz,
    childcare,
    'social-domain': socialDomain,
  }
  for (const [domain, read] of Object.entries(parts)) {
    const fields: readonly string[] = FIELDS[domain as keyof typeof FIELDS]
    expect(fields.toSorted(), domain).toEqual(Object.keys(read).toSorted())
  }
})

test('every link in registries/ names what may be read', async () => {
  for (const { name, agreement } of await readLinks('registries')) {
    expect(agreement.fields, name).not.toEqual([])
  }
})
