import { expect, test } from 'vitest'
import type { RegistryLink } from '../../connectors/registry.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { linkingOf } from './feed-linking.ts'

const NOW = new Date('2026-09-01T12:00:00Z')
const VIEWER: Viewer = {
  ...{ id: 'insight', organisation: 'ura:99990004', role: 'analyst', purpose: 'research' },
  ...{ municipalities: ['9999'], isFed: true },
}

function link(domain: RegistryLink['domain'], more: Partial<RegistryLink> = {}): RegistryLink {
  return {
    ...{ name: domain, title: domain, domain, kind: 'rest', format: 'fixture', timeout: 1_000 },
    ...{ address: { from: 'NOWHERE' }, network: 'private', freshness: { promised: 24 } },
    agreement: { party: 'somebody', purposes: ['linkage'], fields: [], from: '2020-01-01' },
    municipalities: ['9999'],
    ...more,
  }
}

const LINKS = ['population', 'birth-care', 'jgz', 'childcare', 'social-domain'] as const

const asked = {
  ...{ links: LINKS.map((domain) => link(domain)), viewer: VIEWER, agreements: () => true },
  ...{ runs: [], now: NOW },
}

test('a registry whose records were never linked is told by its name', () => {
  const { BIRTH_CARE, JGZ, CHILDCARE, SOCIAL_DOMAIN } = linkingOf(asked)

  const all = [BIRTH_CARE, JGZ, CHILDCARE, SOCIAL_DOMAIN]
  expect(all.flatMap(({ never }) => never)).toEqual([
    ...['birth-care', 'jgz', 'childcare', 'social-domain'],
  ])
})

test('what is read by BSN alone, is of nobody, or is of another municipality, has nothing to link', () => {
  const other = link('jgz', { municipalities: ['0363'] })
  const map = link('social-domain', { format: 'sociale-kaart-csv' })
  const none = { never: [], late: [] }

  expect(linkingOf({ ...asked, links: [other, map] })).toEqual({
    ...{ BIRTH_CARE: none, JGZ: none, CHILDCARE: none, SOCIAL_DOMAIN: none },
  })
  expect(linkingOf({ ...asked, agreements: (_, purpose) => purpose !== 'linkage' }).JGZ).toEqual(
    none,
  )
})

test('once it is linked it is late when it was not for longer than it promises to be fresh', () => {
  const runs = [
    { registry: 'jgz', at: new Date('2026-08-31T13:00:00Z') },
    { registry: 'childcare', at: new Date('2026-08-31T11:00:00Z') },
  ]
  const { JGZ, CHILDCARE } = linkingOf({ ...asked, runs })

  expect(JGZ).toEqual({ never: [], late: [] })
  expect(CHILDCARE).toEqual({ never: [], late: ['childcare'] })
})

test('since when a domain is linked is told of its first registry, and of none where nobody knows of all', () => {
  const at = new Date('2026-09-01T09:00:00Z')
  const firstAt = new Date('2026-03-02T08:00:00Z')
  const links = [link('childcare'), link('childcare', { name: 'new-provider' })]
  const sinceOf = (...runs: Parameters<typeof linkingOf>[0]['runs']) =>
    linkingOf({ ...asked, links, runs }).CHILDCARE.since

  expect(sinceOf({ registry: 'childcare', at, firstAt })).toBe(firstAt.toISOString())
  const second = { registry: 'new-provider', at, firstAt: at }
  expect(sinceOf(second, { registry: 'childcare', at, firstAt })).toBe(firstAt.toISOString())
  expect(sinceOf(second, { registry: 'childcare', at })).toBeUndefined()
  // It was linked before there was anything in it.
  expect(sinceOf({ registry: 'childcare', at, firstAt: null })).toBeUndefined()
})
