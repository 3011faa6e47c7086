import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Purpose } from '../privacy/policy.ts'
import { agreementsOf, parseRegistry, type RegistryLink, readRegistries } from './registry.ts'

const BRP = `# Who lives where
name: brp
title: Basisregistratie Personen
domain: population
kind: rest
format: brp-personen-2
address: { from: BRP_URL }
secret:
  from: BRP_KEY
timeout: 3000
freshness:
  promised: 24
agreement:
  party: RvIG
  purposes: [birth-care, linkage]
  fields: [identity, residence]
  from: 2026-01-01
  until: 2026-12-31
`

const told = (text: string) =>
  parseRegistry(text, 'brp.yaml').problems.map(({ line, expected }) => `${line}: ${expected}`)

describe('a link', () => {
  test('says everything that is needed', () => {
    expect(parseRegistry(BRP, 'brp.yaml')).toMatchObject({
      problems: [],
      link: {
        name: 'brp',
        kind: 'rest',
        address: { from: 'BRP_URL' },
        freshness: { promised: 24 },
        agreement: { purposes: ['birth-care', 'linkage'], from: '2026-01-01' },
      },
    })
  })

  test('tells each mistake, with its line', () => {
    const text = BRP.replace('rest', 'soap')
      .replace('3000', 'soon')
      .replace('2026-01-01', '2026-02-30')
      .replace('[birth-care, linkage]', '\n    - birth-care\n    - In Need')
      .replace('  party: RvIG\n', '')
      .replace('BRP_URL', 'https://example.org')

    expect(told(text)).toEqual([
      '5: kind: one of rest, fhir, postgres, deliveries',
      '7: address.from: the name of an environment variable, such as BRP_URL',
      '10: timeout: milliseconds, from 1 to 60000',
      '13: agreement.party is missing: the name of who keeps the registry',
      '16: agreement.purposes.1: a name in small letters, such as jgz-waterdam',
      '18: agreement.from: a date, such as 2026-01-31',
    ])
  })

  test('refuses a key that we do not know, at its line', () => {
    expect(told(`${BRP}owner: me\n`.replace('  promised', '  promise'))).toEqual([
      '11: freshness.promised is missing: a number of hours',
      '12: no key freshness.promise: it is not one that we know',
      '19: no key owner: it is not one that we know',
    ])
  })

  test('may say how much of its registry is asked side by side', () => {
    const limits = 'limits: { concurrency: 4, queue: 0, perSecond: 20, connect: 500, rest: 2000 }\n'
    expect(parseRegistry(BRP + limits, 'brp.yaml').link?.limits).toEqual({
      ...{ concurrency: 4, queue: 0, perSecond: 20, connect: 500, rest: 2_000 },
    })
    expect(told(`${BRP}limits: { concurrency: 0, patience: 1 }\n`)).toEqual([
      '19: limits.concurrency: a whole number from 1 to 1000',
      '19: no key limits.patience: it is not one that we know',
    ])
  })

  test('refuses an agreement that ends before it begins', () => {
    expect(told(BRP.replace('2026-12-31', '2025-12-31'))).toEqual([
      '18: agreement.until: a date that is not before from',
    ])
  })

  test('refuses a key that is there twice, and YAML that is none', () => {
    expect(told(`${BRP}name: brp\n`)).toEqual(['19: a key that is not there already'])
    expect(told('name: [brp\ntitle: x')).not.toEqual([])
    expect(told('- brp')).toEqual(['1: a map of keys'])
    expect(told('')[0]).toContain('1: name is missing')
  })

  test('does not unfold aliases', () => {
    expect(told(BRP.replace('[birth-care, linkage]', '&a [birth-care, *a]'))).toEqual([
      '15: no alias',
    ])
  })
})

describe('a folder of links', () => {
  let folder: string
  const env = { BRP_URL: 'https://brp.example/api', BRP_KEY: 'k' }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-registries-'))
    await writeFile(path.join(folder, 'brp.yaml'), BRP)
    await writeFile(path.join(folder, 'README.md'), 'not a link')
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('refuses an agreement about what its domain does not have, and names what it has', async () => {
    const other = await mkdtemp(path.join(tmpdir(), 'kindlijn-registries-'))
    await writeFile(
      path.join(other, 'brp.yaml'),
      BRP.replace('identity, residence', 'identity, growth'),
    )
    const wrong = await readRegistries(other, env).catch(({ problems }) => problems)
    expect(wrong).toEqual([
      {
        file: 'brp.yaml',
        line: 16,
        expected: expect.stringMatching(/^a field of population: identity, residence/),
      },
    ])
    await rm(other, { recursive: true })
  })

  test('says what may be read of a registry: on its days, for its purposes, of its fields', async () => {
    const agreed = agreementsOf(await readRegistries(folder, env), () => '2026-06-01')
    const care = 'birth-care'

    expect(agreed('brp', care)).toBe(true)
    expect(agreed('brp', care, 'identity')).toBe(true)
    expect(agreed('brp', care, 'presence')).toBe(true)
    for (const part of ['parents', 'kinship', '', '__proto__', 'identity ']) {
      expect(agreed('brp', care, part)).toBe(false)
    }
    expect(agreed('brp', 'research', 'identity')).toBe(false)
    expect(agreed('other', care, 'presence')).toBe(false)
    const later = agreementsOf(await readRegistries(folder, env), () => '2027-01-01')
    expect(later('brp', care, 'identity')).toBe(false)
  })

  test('MUST NOT go further by an agreement than by the ground of a purpose: not before it, nor elsewhere', async () => {
    const [link] = await readRegistries(folder, env)
    const of = (domain: RegistryLink['domain'], purpose: string, day: string) => {
      const agreement = { ...link?.agreement, purposes: [purpose], from: '1990-01-01' }
      const wide = { ...link, domain, agreement: { ...agreement, until: undefined } }
      return agreementsOf([wide as RegistryLink], () => day)('brp', purpose as Purpose, 'identity')
    }
    expect(of('population', 'accountability', '2020-07-01')).toBe(true)
    expect(of('population', 'accountability', '2020-06-30')).toBe(false)
    expect(of('jgz', 'accountability', '2020-07-01')).toBe(false)
    expect(of('population', 'coordinated-approach', '2026-06-01')).toBe(false)
  })

  test('is read with what the environment says', async () => {
    expect(await readRegistries(folder, env)).toMatchObject([
      { name: 'brp', url: 'https://brp.example/api', password: 'k' },
    ])
  })

  test('takes a secret from a file', async () => {
    const file = path.join(folder, 'key')
    await writeFile(file, 'from a file\n')
    const registries = await readRegistries(folder, { ...env, BRP_KEY: '', BRP_KEY_FILE: file })
    expect(registries[0]?.password).toBe('from a file')
  })

  test('MUST name every mistake in every file at once, and never a value', async () => {
    const lrk = BRP.replace('secret:\n  from: BRP_KEY\n', '').replace(
      'kind: rest',
      'kind: deliveries',
    )
    await writeFile(path.join(folder, 'lrk.yml'), lrk)
    await writeFile(path.join(folder, 'wijk.yaml'), lrk.replace('domain: population\n', ''))

    const error = await readRegistries(folder, { BRP_URL: 'http://u:hunter2@brp' }).catch(
      (e: unknown) => e,
    )

    expect(String((error as Error).message).split('\n')).toEqual([
      'brp.yaml:9: BRP_KEY has to be set',
      'lrk.yml:2: a name that no other registry has',
      'lrk.yml:7: BRP_URL has to hold the path of a folder',
      'wijk.yaml:2: domain is missing: one of population, birth-care, jgz, childcare, social-domain',
    ])
  })
})
