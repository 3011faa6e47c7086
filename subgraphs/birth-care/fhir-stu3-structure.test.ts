import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { isPrimitive, ruleOf, rulesOf } from './fhir-stu3-structure.ts'

/** The same structure as others published it, as types. */
const PUBLISHED = readFileSync(
  createRequire(import.meta.url).resolve('@types/fhir/r3.d.ts'),
  'utf8',
)

const TYPES = /^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm
const PROPERTY = /^ {2}(?:readonly )?([a-z]\w*)\??: ([^;]+);/gm

test('the structure of STU3 is as it was published: names, lists, numbers and booleans', () => {
  const differences: string[] = []
  let seen = 0
  for (const [, type = '', body = ''] of PUBLISHED.matchAll(TYPES)) {
    if (rulesOf(type).size === 0 || type === 'Element') continue
    for (const [, name = '', told = ''] of body.matchAll(PROPERTY)) {
      if (name === 'resourceType') continue
      seen += 1
      const rule = ruleOf(type, name)
      const isList = told.includes('[]')
      const word = told.replace(/ \| undefined|\[\]/g, '').split(' | ')[0]
      const isSame =
        rule !== undefined &&
        rule.list === isList &&
        (word === 'number') === (rule.type === 'n') &&
        (word === 'boolean') === (rule.type === 'b') &&
        (isPrimitive(rule.type) ? /^(string|number|boolean|\(|['"])/.test(word ?? '') : true)
      if (!isSame) differences.push(`${type}.${name}`)
    }
  }
  expect(seen).toBeGreaterThan(900)
  expect(differences).toEqual([])
})
