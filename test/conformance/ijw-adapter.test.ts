/**
 * Our reader of iJw messages against the standard's own examples and schemas, which are not in this
 * repository.
 *
 * @module
 */

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { describe, expect, test } from 'vitest'
import { type DeliveredRecord, DeliveryRefused } from '../../connectors/deliveries.ts'
import { YouthHelpBody } from '../../subgraphs/social-domain/delivered-bodies.ts'
import { readIjw } from '../../subgraphs/social-domain/ijw.ts'
import { replay } from '../../subgraphs/social-domain/replay.ts'

const STANDARD = fileURLToPath(new URL('../../../shared/real/ijw-3.2/', import.meta.url))
const isHere = existsSync(STANDARD)
if (!isHere) {
  process.stderr.write('Skipped: the examples of iJw 3.2 are not beside this repository.\n')
}

const KINDS = ['JW301', 'JW305', 'JW307'] as const
type Kind = (typeof KINDS)[number]

const exampleOf = (kind: string) => readFileSync(`${STANDARD}berichten/${kind}.xml`, 'utf8')

async function read(text: string): Promise<DeliveredRecord[]> {
  const reader = readIjw({ registry: 'r', referenceKey: new Uint8Array(64).fill(7) })
  const bytes = async function* () {
    yield Buffer.from(text)
  }
  const records: DeliveredRecord[] = []
  for await (const record of reader(bytes(), () => expect.fail())) records.push(record)
  return records
}

/** The rule by which it is refused, if it is. */
async function refusalOf(text: string): Promise<string | undefined> {
  return read(text).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof DeliveryRefused) return error.problem.rule
      throw error
    },
  )
}

describe.skipIf(!isHere)('the examples of iJw 3.2', () => {
  test('tell of two allocations that were started, and stopped as planned', async () => {
    const records = (await Promise.all(KINDS.map((kind) => read(exampleOf(kind))))).flat()
    expect(new Set(records.map(({ subject }) => subject)).size).toBe(1)
    const allocations = replay(
      records.map(({ logicalKey, recordedAt, body }) => ({
        logicalKey,
        recordedAt: recordedAt?.toISOString() ?? '',
        body: YouthHelpBody.parse(body),
      })),
    )
    const both = {
      productCategoryLabel: 'Nationally contracted youth help',
      provider: '42420001',
      allocatedAt: '2026-04-01T10:34:56.000Z',
      from: '2026-04-01',
      stop: '2026-07-17',
      stopReasonLabel: 'Completed as planned',
    }
    expect(
      [...allocations].sort((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1)),
    ).toMatchObject([
      {
        ...both,
        productCode: '55A11',
        to: '2026-07-14',
        start: '2026-04-03',
        volume: { unitLabel: 'Hour' },
      },
      {
        ...both,
        productCode: '55A12',
        to: '2026-07-19',
        start: '2026-04-15',
        volume: { unitCode: '16' },
      },
    ])
  })

  test.each(['JW302', 'JW315', 'JW317'])('of %s are refused: it is not read here', async (kind) => {
    expect(await refusalOf(exampleOf(kind))).toBe('message')
  })

  describe('in which one line is left out, doubled or put before the one above', () => {
    xmlRegisterFsInputProviders()

    test.each(KINDS)('MUST be refused where the schema of %s refuses them', async (kind) => {
      const isValid = openSchema(kind)
      let refused = 0
      for (const { text, line } of variantsOf(exampleOf(kind))) {
        const rule = await refusalOf(text)
        expect([line, rule === undefined]).toEqual([line, isValid(text)])
        if (rule !== undefined) refused += 1
      }
      expect(refused).toBeGreaterThan(20)
    })
  })
})

function openSchema(kind: Kind): (text: string) => boolean {
  const url = `${STANDARD}xsd/${kind}.xsd`
  const validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(url), { url }))
  return (text) => {
    using document = XmlDocument.fromString(text)
    try {
      validator.validate(document)
      return true
    } catch {
      return false
    }
  }
}

/** What is in these is passed over by us, and is not ours to judge. */
const PASSED_OVER =
  /^(Geboortedatum|Naam|Communicatie|Relaties|Contactgegevens|XsdVersie|Telefoon|Identificatie)$/

/** Of the lines that are one element with text; the examples have each on a line of its own. */
function* variantsOf(example: string): Generator<{ text: string; line: number }> {
  const lines = example.split('\n')
  let within: string | undefined
  for (const [index, line] of lines.entries()) {
    const [, opened] = /^\s*<\w+:(\w+)>\s*$/.exec(line) ?? []
    const [, closed] = /^\s*<\/\w+:(\w+)>/.exec(line) ?? []
    if (within === undefined && opened && PASSED_OVER.test(opened)) within = opened
    if (closed === within) within = undefined
    if (within !== undefined || !isElement(line)) continue
    const above = lines[index - 1] ?? ''
    yield { line: index + 1, text: lines.toSpliced(index, 1).join('\n') }
    yield { line: index + 1, text: lines.toSpliced(index, 0, line).join('\n') }
    if (isElement(above)) {
      yield { line: index + 1, text: lines.toSpliced(index - 1, 2, line, above).join('\n') }
    }
  }
}

function isElement(line: string): boolean {
  return /^\s*<(\w+:\w+)>[^<]*<\/\1>\s*$/.test(line)
}
