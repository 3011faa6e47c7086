/**
 * The sandbox's iJw messages against the standard's own XSDs, which are not in this repository.
 *
 * @module
 */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { describe, expect, test } from 'vitest'
import { ALLOCATION, childWith, familyOf, MOTHER, RESIDENCE } from '../../sandbox/fixture-family.ts'
import type { Family } from '../../sandbox/population.ts'
import { ijwFiles } from '../../sandbox/social-domain.ts'

const STANDARD = fileURLToPath(new URL('../../../shared/real/ijw-3.2/', import.meta.url))
const isHere = existsSync(STANDARD)
if (!isHere) process.stderr.write('Skipped: the XSDs of iJw 3.2 are not beside this repository.\n')

const BARE = { ...RESIDENCE, houseLetter: null, street: '', postcode: '', city: '' }

const FAMILIES: Readonly<Record<string, Family>> = {
  'a child with help that started and ended': familyOf([childWith({ allocations: [ALLOCATION] })]),
  'two products of one day, one without an end': familyOf([
    childWith({
      allocations: [ALLOCATION, { ...ALLOCATION, number: '300202', to: null, category: '54' }],
    }),
  ]),
  'a time without seconds, and one in UTC': familyOf([
    childWith({
      allocations: [
        { ...ALLOCATION, allocatedAt: '2025-02-03T10:15+01:00' },
        { ...ALLOCATION, number: '300203', allocatedAt: '2025-02-04T10:15:30Z' },
      ],
    }),
  ]),
  'a birth date of which nothing is known': familyOf([
    childWith({ person: { birthDateKnown: 'none' }, allocations: [ALLOCATION] }),
  ]),
  'two parents, many initials': familyOf([childWith({ allocations: [ALLOCATION] })], {
    partner: { ...MOTHER, name: { ...MOTHER.name, initials: 'A.B.C.D.E.F.G.', prefix: 'in ’t' } },
  }),
  'a secret address': familyOf([childWith({ allocations: [ALLOCATION] })], {
    circumstances: { ...familyOf([]).circumstances, secretAddress: true },
  }),
  'an address with a number only': familyOf([childWith({ allocations: [ALLOCATION] })], {
    residences: [BARE],
  }),
  'a child with foster parents': familyOf([
    childWith({
      allocations: [ALLOCATION],
      custody: { kind: 'foster-care', since: '2024-01-01', carers: [MOTHER], residence: RESIDENCE },
    }),
  ]),
  'a child whose parents have died': familyOf([childWith({ allocations: [ALLOCATION] })], {
    mother: { ...MOTHER, deathDate: '2024-12-01' },
  }),
}

describe.skipIf(!isHere)('iJw messages of the sandbox', () => {
  xmlRegisterFsInputProviders()

  async function validate(kind: string, xml: string): Promise<void> {
    const path = `${STANDARD}xsd/${kind}.xsd`
    using schema = XmlDocument.fromBuffer(await readFile(path), { url: path })
    using validator = XsdValidator.fromDoc(schema)
    using document = XmlDocument.fromString(xml)
    validator.validate(document)
  }

  test.each(Object.entries(FAMILIES))('are valid for %s', async (_, family) => {
    const files = [...ijwFiles(family)]

    expect(new Set(files.map(({ name }) => name.slice(0, 5)))).toEqual(
      new Set(['JW301', 'JW305', 'JW307']),
    )
    for (const { name, xml } of files) await validate(name.slice(0, 5), xml)
  })

  test('hold one client: the XSDs refuse a second', async () => {
    for (const { name, xml } of ijwFiles(familyOf([childWith({ allocations: [ALLOCATION] })]))) {
      const twice = xml.replace(/<jw\d+:Client>.*<\/jw\d+:Client>/, '$&$&')

      expect(twice).not.toBe(xml)
      await expect(validate(name.slice(0, 5), twice)).rejects.toThrow(XmlValidateError)
    }
  })
})
