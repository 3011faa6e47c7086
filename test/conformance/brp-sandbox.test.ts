/**
 * The sandbox's population register against the real OpenAPI, which is not in this repository: every name,
 * pattern and shape that it answers must be in there, and every field that it lets one ask for.
 *
 * @module
 */

import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ANSWERS, checkField, type Field } from '../../sandbox/brp-fields.ts'
import { loadBrp, serveBrp } from '../../sandbox/brp-server.ts'
import { generate } from '../../sandbox/generate.ts'
import { makeDatabase, type TestDatabase } from '../database.ts'

interface Schema {
  readonly $ref?: string
  readonly allOf?: readonly Schema[]
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly pattern?: string
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly discriminator?: { readonly mapping: Readonly<Record<string, string>> }
}

const REAL = new URL(
  '../../../shared/real/brp-haal-centraal/specificatie/resolved/openapi.yaml',
  import.meta.url,
)
const isHere = existsSync(REAL)
if (!isHere)
  process.stderr.write('Skipped: the OpenAPI of the BRP is not beside this repository.\n')

describe.skipIf(!isHere)('the population register of the sandbox', () => {
  let schemas: Readonly<Record<string, Schema>> = {}
  let database: TestDatabase
  let register: Awaited<ReturnType<typeof serveBrp>>

  beforeAll(async () => {
    schemas = parse(readFileSync(REAL, 'utf8')).components.schemas
    database = await makeDatabase()
    await loadBrp({ databaseUrl: database.url, families: generate({ seed: 4, children: 400 }) })
    register = await serveBrp({ databaseUrl: database.url, port: 0, host: '127.0.0.1' })
  })

  afterAll(async () => {
    await register?.close()
    await database?.drop()
  })

  async function ask(question: object): Promise<{ status: number; body: { personen: unknown[] } }> {
    const response = await fetch(`${register.url}/personen`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(question),
    })
    return { status: response.status, body: (await response.json()) as { personen: unknown[] } }
  }

  function resolve(schema: Schema): Schema {
    const { $ref, ...own } = schema
    const merged = [
      ...($ref === undefined ? [] : [resolve(schemas[$ref.split('/').at(-1) ?? ''] ?? {})]),
      ...(schema.allOf ?? []).map(resolve),
      own,
    ]
    const properties = Object.assign({}, ...merged.map((part) => part.properties))
    const required = merged.flatMap((part) => part.required ?? [])
    return { ...Object.assign({}, ...merged), properties, required, allOf: [] }
  }

  /** Where an answer says what the description does not. */
  function deviations(value: unknown, schema: Schema, at: string, isShape = false): string[] {
    const whole = resolve(schema)
    if (Array.isArray(value)) {
      const { items = {}, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = whole
      const fits = whole.type === 'array' && value.length >= minItems && value.length <= maxItems
      const inside = value.flatMap((item) => deviations(item, items, `${at}[]`))
      return fits ? inside : [`${at} is a list`, ...inside]
    }
    if (typeof value !== 'object' || value === null) {
      const isType =
        whole.type === 'integer' ? Number.isInteger(value) : typeof value === whole.type
      const isShort = String(value).length <= (whole.maxLength ?? Number.POSITIVE_INFINITY)
      const isPattern = new RegExp(whole.pattern ?? '').test(String(value))
      return isType && isShort && isPattern ? [] : [at]
    }
    if (whole.discriminator && !isShape && 'type' in value) {
      const $ref = whole.discriminator.mapping[String(value.type)]
      return $ref === undefined ? [`${at}.type`] : deviations(value, { $ref }, at, true)
    }
    const missing = (whole.required ?? []).filter((name) => !(name in value))
    return [
      ...missing.map((name) => `${at}.${name} misses`),
      ...Object.entries(value).flatMap(([name, part]) => {
        const known = whole.properties?.[name]
        return known === undefined
          ? [`${at}.${name} is unknown`]
          : deviations(part, known, `${at}.${name}`)
      }),
    ]
  }

  test('MUST answer complete persons as the OpenAPI describes them', async () => {
    const rows = await database.ask('select burgerservicenummer from brp.persoon order by 1')
    const numbers = rows.map(({ burgerservicenummer }) => burgerservicenummer)
    const fields = Object.keys(ANSWERS.persoon.parts ?? {})
    const seen = new Set<string>()
    for (let at = 0; at < numbers.length; at += 20) {
      const burgerservicenummer = numbers.slice(at, at + 20)
      const { status, body } = await ask({
        type: 'RaadpleegMetBurgerservicenummer',
        burgerservicenummer,
        fields,
      })

      expect(status).toBe(200)
      expect(body.personen).toHaveLength(burgerservicenummer.length)
      const $ref = '#/RaadpleegMetBurgerservicenummerResponse'
      expect(deviations(body, { $ref }, 'answer')).toEqual([])
      for (const person of body.personen)
        for (const name of Object.keys(person as object)) seen.add(name)
    }
    expect(numbers.length).toBeGreaterThan(800)
    expect(seen).toContain('kinderen')
    expect(seen).toContain('opschortingBijhouding')
    expect(seen).toContain('geheimhoudingPersoonsgegevens')
  })

  test('answers a search as the OpenAPI describes it', async () => {
    const { status, body } = await ask({
      type: 'ZoekMetGeslachtsnaamEnGeboortedatum',
      geslachtsnaam: 'Vries',
      geboortedatum: '2023-01-17',
      fields: Object.keys(ANSWERS.persoonBeperkt.parts ?? {}),
    })

    expect(status).toBe(200)
    expect(body.personen).not.toEqual([])
    const $ref = '#/ZoekMetGeslachtsnaamEnGeboortedatumResponse'
    expect(deviations(body, { $ref }, 'answer')).toEqual([])
  })

  test('refuses as the OpenAPI describes it', async () => {
    const { status, body } = await ask({ type: 'RaadpleegMetBurgerservicenummer', fields: [] })

    expect(status).toBe(400)
    const described = { $ref: '#/BadRequestFoutbericht' }
    // The real register's own details hold a colon, which its description does not allow.
    expect(deviations(body, described, 'answer')).toEqual(['answer.detail'])
  })

  test.each([
    ['persoon', 'Persoon'],
    ['persoonBeperkt', 'PersoonBeperkt'],
  ] as const)('lets one ask for each field of a %s, and for no other', (name, described) => {
    const ours = pathsOf(ANSWERS[name])
    const theirs = new Set(describedPaths({ $ref: `#/${described}` }))

    expect(ours.filter((path) => !theirs.has(path))).toEqual([])
    expect([...theirs].filter((path) => checkField(path, ANSWERS[name]) === 'unknown')).toEqual([])
  })

  function pathsOf({ parts = {} }: Field): string[] {
    return Object.entries(parts).flatMap(([name, field]) => [
      name,
      ...pathsOf(field).map((path) => `${name}.${path}`),
    ])
  }

  function describedPaths(schema: Schema): string[] {
    const whole = resolve(schema)
    const shapes = Object.values(whole.discriminator?.mapping ?? {}).map(($ref) =>
      resolve({ $ref }),
    )
    return [whole, ...shapes].flatMap(({ properties = {}, items }) => [
      ...(items === undefined ? [] : describedPaths(items)),
      ...Object.entries(properties).flatMap(([name, part]) =>
        name === 'inOnderzoek'
          ? [name]
          : [name, ...describedPaths(part).map((path) => `${name}.${path}`)],
      ),
    ])
  }
})
