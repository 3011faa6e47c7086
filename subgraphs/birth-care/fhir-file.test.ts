import { describe, expect, test } from 'vitest'
import { DeliveryRefused } from '../../connectors/deliveries.ts'
import type { FhirFacts } from './fhir-facts.ts'
import { readFhirBirthCareFile, readFhirFile } from './fhir-file.ts'

async function* chunks(
  text: string | Buffer,
  size = text.length > 100_000 ? 65_536 : 7,
): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text as string)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(text: string | Buffer) {
  const count = { read: 0, kept: 0, unknown: 0 }
  const paths: string[] = []
  const tally = {
    read(more = 1) {
      count.read += more
    },
    kept(more = 1) {
      count.kept += more
    },
    unknown(path: string, more = 1) {
      count.unknown += more
      paths.push(path)
    },
  }
  const records = (await Array.fromAsync(readFhirBirthCareFile(chunks(text), tally))) as FhirFacts[]
  return { records, count, paths }
}

async function problemOf(text: string | Buffer) {
  const error: unknown = await read(text).catch((error: unknown) => error)
  if (!(error instanceof DeliveryRefused)) throw new Error('was not refused', { cause: error })
  const { line, path, rule } = error.problem
  return [line, path, rule]
}

const GRAVIDITY = `<?xml version="1.0" encoding="UTF-8"?>
<Observation xmlns="http://hl7.org/fhir">
  <id value="g"/>
  <text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml"><p>3 &lt; 4</p></div></text>
  <status value="final"/>
  <code><coding><system value="http://loinc.org"/><code value="11996-6"/></coding></code>
  <subject><reference value="Patient/w"/><display value="Anna"/></subject>
  <effectiveDateTime value="2024-01-02T10:00:00+01:00"/>
  <valueQuantity><value value="3"/></valueQuantity>
</Observation>`

const WITH = (from: string, to: string) => GRAVIDITY.replace(from, to)

describe('a file of birth care', () => {
  test('is read as the facts in it, and the rest is kept', async () => {
    const { records, count } = await read(GRAVIDITY)
    expect(records).toEqual([
      {
        resourceType: 'Observation',
        id: 'g',
        field: 'PregnancyRecord.gravidity',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '11996-6' }] },
        subject: 'Patient/w',
        at: '2024-01-02T10:00:00+01:00',
        value: { value: 3 },
        remainder: [
          { path: 'text.status', value: 'generated' },
          {
            path: 'text.div',
            value: '<div xmlns="http://www.w3.org/1999/xhtml"><p>3 &lt; 4</p></div>',
          },
          { path: 'subject.display', value: 'Anna' },
        ],
      },
    ])
    expect(count).toEqual({ read: 7, kept: 3, unknown: 0 })
  })

  test('says the same in JSON', async () => {
    const resource = await readFhirFile(chunks(GRAVIDITY), () => undefined)
    expect(await read(JSON.stringify(resource, null, 2))).toEqual(await read(GRAVIDITY))
    expect(await read(`\uFEFF${JSON.stringify(resource)}`)).toEqual(await read(GRAVIDITY))
  })

  test('may be a Bundle: each of its resources is a record', async () => {
    const resource = await readFhirFile(chunks(GRAVIDITY), () => undefined)
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource }, { resource }],
    }
    const { records, count } = await read(JSON.stringify(bundle))
    expect(records.map(({ resourceType }) => resourceType)).toEqual([
      ...['Bundle', 'Observation', 'Observation'],
    ])
    expect(count).toEqual({ read: 14, kept: 7, unknown: 0 })
  })

  test('of a type that we do not know is kept, and says why', async () => {
    const xml =
      '<Spaceship xmlns="http://hl7.org/fhir"><engine><hot value="true"/></engine></Spaceship>'
    const { records, count } = await read(xml)
    expect(records).toEqual([
      {
        resourceType: 'Spaceship',
        field: null,
        keptBecause: 'UNKNOWN_TYPE',
        remainder: [{ path: 'engine.hot', value: 'true' }],
      },
    ])
    expect(count).toEqual({ read: 0, kept: 1, unknown: 0 })
  })

  test('tells an element that STU3 does not have, and keeps it', async () => {
    const xml = WITH('<effectiveDateTime', '<mood value="good"/><effectiveDateTime')
    const { records, count, paths } = await read(xml)
    expect(paths).toEqual(['Observation.mood'])
    expect(count).toEqual({ read: 7, kept: 3, unknown: 1 })
    expect(records[0]?.remainder).toContainEqual({ path: 'mood', value: 'good' })
  })

  test('keeps the code of another system apart', async () => {
    const { records, count } = await read(WITH('http://loinc.org', 'http://example.org'))
    expect(records[0]).toMatchObject({ field: null, keptBecause: 'NO_FIELD_FOR_CODE' })
    expect(count).toEqual({ read: 0, kept: 10, unknown: 0 })
  })
})

describe('a file that is wrong is refused, with line and path', () => {
  test.each([
    [
      'a DOCTYPE',
      WITH('<Obs', '<!DOCTYPE Observation [<!ENTITY a "b">]>\n<Obs'),
      [2, '', 'doctype'],
    ],
    ['an entity', WITH('"g"', '"&a;"'), [3, 'Observation', 'well-formed']],
    ['a processing instruction', WITH('<id', '<?a b?><id'), [3, 'Observation', 'instruction']],
    ['another encoding', WITH('UTF-8', 'ISO-8859-1'), [1, '', 'encoding']],
    [
      'a byte that is no UTF-8',
      Buffer.from(WITH('Anna', 'Zo\u00eb'), 'latin1'),
      [1, '', 'encoding'],
    ],
    ['a truncation', GRAVIDITY.slice(0, 290), [6, 'Observation.code.coding', 'well-formed']],
    ['another namespace', WITH('hl7.org/fhir"', 'hl7.org/v3"'), [2, '', 'namespace']],
    [
      'another order',
      WITH('<id value="g"/>', '<status value="final"/>'),
      [3, 'Observation.status', 'order'],
    ],
    [
      'a second one',
      WITH('<status value="final"/>', '<status value="final"/><status value="x"/>'),
      [5, 'Observation.status', 'repeats'],
    ],
    ['text between elements', WITH('<id', 'hello <id'), [3, 'Observation', 'text']],
    [
      'an impossible day',
      WITH('2024-01-02T10', '2024-02-30T10'),
      [8, 'Observation.effectiveDateTime', 'date'],
    ],
    ['a moment without a zone', WITH('+01:00', ''), [8, 'Observation.effectiveDateTime', 'date']],
    [
      'a macro',
      WITH('2024-01-02T10:00:00+01:00', '$' + '{DATE, T, D, -1}'),
      [8, 'Observation.effectiveDateTime', 'date'],
    ],
    [
      'a number in words',
      WITH('value="3"', 'value="three"'),
      [9, 'Observation.valueQuantity.value', 'value'],
    ],
    ['no value at all', WITH('value="3"', ''), [9, 'Observation.valueQuantity.value', 'value']],
    ['no status', WITH('<status value="final"/>', ''), [2, 'Observation.status', 'missing']],
    ['nothing', '', [1, '', 'format']],
    ['something else', 'a;b', [1, '', 'format']],
    ['JSON that ends early', '{\n"resourceType": "Patient"', [2, '', 'well-formed']],
    ['JSON that goes on', '{"resourceType":"Patient","id":"a"}\n]', [2, '', 'well-formed']],
    ['a property twice', '{"resourceType":"Patient",\n"id":"a","id":"b"}', [2, 'id', 'duplicate']],
    ['a list of resources', '[]', [1, '', 'resource']],
    [
      'a list where there is none',
      '{"resourceType":"Patient","gender":["x"]}',
      [1, 'Patient.gender', 'repeats'],
    ],
    [
      'a thing where a list is',
      '{"resourceType":"Patient","name":{"family":"x"}}',
      [1, 'Patient.name', 'repeats'],
    ],
    [
      'a text where a number is',
      '{"resourceType":"Patient","multipleBirthInteger":"1"}',
      [1, 'Patient.multipleBirthInteger', 'type'],
    ],
  ] as const)('%s', async (_what, text, problem) => {
    expect(await problemOf(text)).toEqual(problem)
  })

  test('MUST NOT go deep, nor be large', async () => {
    const deep = `{"resourceType":"Patient","extension":${'[{"extension":'.repeat(90)}[]${'}]'.repeat(90)}}`
    expect((await problemOf(deep))[2]).toBe('depth')
    const nested = `<Patient xmlns="http://hl7.org/fhir">${'<extension>'.repeat(90)}`
    expect((await problemOf(nested))[2]).toBe('depth')

    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) yield Buffer.alloc(1024 * 1024, ' ')
    }
    await expect(readFhirFile(endless(), () => undefined)).rejects.toMatchObject({
      problem: { rule: 'size' },
    })
  })

  test('MUST NOT repeat what stands in the file', async () => {
    const secret = 'Anna999922014'
    const names = ['{"resourceType":"Patient","x":{"a b": 1, "a b": 2}}', WITH('"g"', '"g')]
    for (const text of [...names, WITH('3', secret), `{"${secret}" 1}`, WITH('final"', secret)]) {
      const error: unknown = await read(text).catch((error: unknown) => error)
      expect(error).toBeInstanceOf(DeliveryRefused)
      expect(JSON.stringify(error) + String(error)).not.toContain(secret)
    }
  })

  test('a scan of many megabytes is read, and what is named `__proto__` harms nobody', async () => {
    const content = 'QUJD'.repeat(2_000_000)
    const binary = `{"resourceType":"Binary","contentType":"application/pdf","content":"${content}"}`
    const { records } = await read(binary)
    expect(records[0]?.remainder).toContainEqual({ path: 'content', value: content })
    const odd = await read('{"resourceType":"Patient","__proto__":{"x":"y"}}')
    expect(odd.count).toEqual({ read: 0, kept: 0, unknown: 1 })
    expect({}).not.toHaveProperty('x')
  })
})
