/**
 * Whatever a message says in the standard's own elements: written, read, and said in our words it is the same.
 *
 * @module
 */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cases } from '../../test/scale.ts'
import { toBytes } from './fixtures/messages.ts'
import { headerOf, returned, type Tree, writeIjw } from './fixtures/write-ijw.ts'
import { readIjw, readIjwFile } from './ijw.ts'
import { indexOfAllocation, indexOfRequest } from './subject-index.ts'

const indexed = { registry: 'r', storeKey: new Uint8Array(64).fill(7) }
const RUNS = { numRuns: cases(25, 1000) }

const digits = (length: number) =>
  fc.nat({ max: 10 ** length - 1 }).map((n) => `${n}`.padStart(length, '0'))
const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
/** As standards go: any character that XML has, but for white space at the ends. */
const text = (max: number) =>
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: max })
    .map((some) =>
      some.replace(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFC}\u{10000}-\u{10FFFF}]/gu, '.'),
    )
    .map((some) => some.trim().slice(0, max) || 'x')
    .filter((some) => some.isWellFormed() && some.trim() === some)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const bsn = digits(8)
  .map((start) => {
    const sum = [...start].reduce((total, digit, i) => total + (9 - i) * Number(digit), 0) % 11
    return sum < 10 ? `${start}${sum}` : undefined
  })
  .filter((number) => number !== undefined && number !== '000000000')

const product = maybe(
  fc.record({ Categorie: digits(2), Code: maybe(fc.stringMatching(/^[0-9A-Z]{1,5}$/)) }),
)
const amount = fc.nat({ max: 99_999_999 }).map(String)
const volume = maybe(fc.record({ Volume: amount, Eenheid: digits(2), Frequentie: digits(1) }))
const number = fc.nat({ max: 999_999_999 }).map(String)
const period = fc.tuple(day, maybe(day)).map(([a, b]) => {
  return b !== undefined && b < a ? ([b, a] as const) : ([a, b] as const)
})
const provider = digits(8)

const name = fc.record({ Achternaam: text(200), Voorvoegsel: maybe(text(10)) })
const person = fc.record({
  Bsn: bsn,
  Geboortedatum: fc.record({ Datum: day, DatumGebruik: maybe(fc.constantFrom('1', '2', '3')) }),
  Geslacht: digits(1),
  Naam: fc.record({ Geslachtsnaam: name, Partnernaam: maybe(name), NaamGebruik: digits(1) }),
})

/** What is written of a thing, and what is to be read of it. */
interface Case {
  readonly tree: Tree
  readonly body: object
}

const productBody = (one: { Categorie: string; Code: string | undefined } | undefined) =>
  one ? { category: one.Categorie, code: one.Code ?? null } : null
const volumeBody = (one: { Volume: string; Eenheid: string; Frequentie: string } | undefined) =>
  one ? { amount: Number(one.Volume), unit: one.Eenheid, frequency: one.Frequentie } : null
const allocationOf = (digits: string) => indexOfAllocation(indexed, digits)
const requestOf = (from: string, reference: string) =>
  indexOfRequest(indexed, `${from} ${reference}`)

const allocated = fc
  .record({
    ToewijzingNummer: number,
    ReferentieAanbieder: maybe(text(36)),
    Product: product,
    Toewijzingsdatum: day,
    Toewijzingstijd: fc.constantFrom('00:00:00', '12:30:59'),
    period,
    RedenWijziging: maybe(digits(2)),
    Omvang: volume,
    Budget: maybe(amount),
    Commentaar: maybe(text(300)),
  })
  .map(({ period: [from, to], RedenWijziging, Omvang, Budget, Commentaar, ...head }) => ({
    tree: {
      ...head,
      Ingangsdatum: from,
      Einddatum: to,
      RedenWijziging,
      Omvang,
      Budget,
      Commentaar,
    },
    body: (own: string) => ({
      told: 'allocated',
      allocation: allocationOf(head.ToewijzingNummer),
      provider: own,
      product: productBody(head.Product),
      from,
      to: to ?? null,
      volume: volumeBody(Omvang),
      removed: RedenWijziging === '13',
      change: RedenWijziging ?? null,
      budget: Budget === undefined ? null : Number(Budget),
      request:
        head.ReferentieAanbieder === undefined ? null : requestOf(own, head.ReferentieAanbieder),
    }),
  }))

const delivered = (isStop: boolean) =>
  fc
    .record({
      ToewijzingNummer: maybe(number),
      Product: product,
      ToewijzingIngangsdatum: maybe(day),
      period: fc.tuple(day, day).map(([a, b]) => (b < a ? ([b, a] as const) : ([a, b] as const))),
      RedenBeeindiging: digits(2),
      StatusAanlevering: fc.constantFrom('1', '3'),
    })
    .map(({ period: [from, to], RedenBeeindiging, StatusAanlevering, ...head }) => ({
      tree: {
        ...head,
        Begindatum: from,
        ...(isStop && { RedenBeeindiging, Einddatum: to }),
        StatusAanlevering,
      },
      body: (own: string) => ({
        told: isStop ? 'stopped' : 'started',
        allocation:
          head.ToewijzingNummer === undefined ? null : allocationOf(head.ToewijzingNummer),
        product: productBody(head.Product),
        begin: from,
        withdrawn: StatusAanlevering === '3',
        provider: own,
        allocatedFrom: head.ToewijzingIngangsdatum ?? null,
        ...(isStop && { end: to, reason: RedenBeeindiging }),
      }),
    }))

const requested = fc
  .record({
    ReferentieAanbieder: text(36),
    BeschikkingNummer: maybe(number),
    Product: product,
    BeschikkingIngangsdatum: maybe(day),
    ToewijzingIngangsdatum: day,
    ToewijzingEinddatum: maybe(day),
    Omvang: volume,
    Budget: maybe(amount),
    Verwijzer: fc.record({ Type: digits(2), Naam: maybe(text(64)) }),
    Raamcontract: maybe(fc.constantFrom('1', '2')),
    Commentaar: maybe(text(300)),
  })
  .map((tree) => ({
    tree,
    body: (own: string) => ({
      told: 'requested',
      request: requestOf(own, tree.ReferentieAanbieder),
      wish: 'ALLOCATION',
      product: productBody(tree.Product),
      from: tree.ToewijzingIngangsdatum,
      to: tree.ToewijzingEinddatum ?? null,
      volume: volumeBody(tree.Omvang),
      budget: tree.Budget === undefined ? null : Number(tree.Budget),
      referrer: tree.Verwijzer.Type,
      nationalContract: tree.Raamcontract === undefined ? null : tree.Raamcontract === '1',
      decisionFrom: tree.BeschikkingIngangsdatum ?? null,
    }),
  }))

const KINDS = {
  JW301: {
    answer: 'JW302',
    one: allocated,
    wrap: (who: Tree, products: readonly Tree[]): Tree => ({
      ...who,
      Contactgegevens: { Contact: { Soort: '01', Emailadres: 'a@b.nl' } },
      ToegewezenProducten: { ToegewezenProduct: products },
    }),
  },
  JW305: {
    answer: 'JW306',
    one: delivered(false),
    wrap: (who: Tree, products: readonly Tree[]): Tree => ({
      ...shortly(who),
      StartProducten: { StartProduct: products },
    }),
  },
  JW307: {
    answer: 'JW308',
    one: delivered(true),
    wrap: (who: Tree, products: readonly Tree[]): Tree => ({
      ...shortly(who),
      StopProducten: { StopProduct: products },
    }),
  },
  JW315: {
    answer: 'JW316',
    one: requested,
    wrap: (who: Tree, products: readonly Tree[]): Tree => ({
      ...shortly(who),
      AangevraagdeProducten: { AangevraagdProduct: products },
    }),
  },
} as const

function shortly({ Naam, ...who }: Tree): Tree {
  const { Geslachtsnaam } = Naam as Tree
  return { ...who, Naam: { Geslachtsnaam } as Tree }
}

async function bodiesOf(xml: string, size: number): Promise<object[]> {
  const bodies: object[] = []
  const never = () => expect.fail('It refuses by itself.')
  for await (const record of readIjw(indexed)(toBytes(xml, size), never)) {
    bodies.push(record.body as object)
  }
  return bodies
}

const layout = fc.record({
  prefixes: fc.constantFrom<readonly [string, string]>(['x', 'ijw'], ['', 'b'], ['y', '']),
  indent: fc.boolean(),
})
const pieces = fc.integer({ min: 1, max: 5000 })

test.each(Object.entries(KINDS))('a %s MUST be read as it was written', async (kind, of) => {
  const { one, wrap } = of
  const many = fc.array(one as fc.Arbitrary<{ tree: Tree; body: (own: string) => object }>, {
    minLength: 1,
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(
      person,
      many,
      provider,
      layout,
      pieces,
      async (who, products, own, how, size) => {
        const heading = kind === 'JW301' ? { receiver: own } : { sender: own }
        const told: Case[] = products.map(({ tree, body }) => ({ tree, body: body(own) }))
        const Client = wrap(
          who,
          told.map(({ tree }) => tree),
        )
        const bericht = { Header: headerOf(kind, heading), Client }
        const bodies = await bodiesOf(writeIjw(kind, bericht, how), size)
        expect(bodies).toMatchObject([...told.map(({ body }) => body), { told: 'sent', kind }])
      },
    ),
    RUNS,
  )
})

test.each(Object.entries(KINDS))(
  'the answer to a %s MUST be read as it was written',
  async (_, of) => {
    const { answer, one, wrap } = of
    const codes = fc.array(fc.constantFrom('0200', '0233', '9019', 'S329'), {
      minLength: 1,
      maxLength: 3,
    })
    const many = fc.array(fc.tuple(one as fc.Arbitrary<{ tree: Tree }>, codes), {
      minLength: 1,
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(person, many, codes, codes, layout, async (who, products, own, all, how) => {
        const holds = wrap(
          who,
          products.map(([{ tree }, codes]) => ({ ...tree, ...returned(...codes) })),
        )
        const { Contactgegevens } = holds
        const Client: Tree = {
          ...holds,
          ...(Contactgegevens && {
            Contactgegevens: { Contact: { Soort: '01', ...returned('0200') } },
          }),
          ...returned(...own),
        }
        const bericht = { Header: headerOf(answer, { codes: all }), Client }
        const judged = (codes: readonly string[]) => ({
          told: 'returned',
          codes,
          accepted: codes.every((code) => code.startsWith('02')),
        })
        const bodies = await bodiesOf(writeIjw(answer, bericht, how), 4096)
        expect(bodies).toMatchObject([
          ...products.map(([, codes]) => judged(codes)),
          { ...judged([...all, ...own]), of: null },
        ])
      }),
      RUNS,
    )
  },
)

test('MUST count every element with text of it, once', async () => {
  const many = fc.array(requested, { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(person, many, async (who, products) => {
      const trees = products.map(({ tree }) => tree)
      const Client = KINDS.JW315.wrap(who, trees)
      const xml = writeIjw('JW315', { Header: headerOf('JW315'), Client })
      const counted = { read: 0, kept: 0 }
      const tally = {
        read(count = 1) {
          counted.read += count
        },
        kept(count = 1) {
          counted.kept += count
        },
        unknown: () => expect.fail('What the standard does not have is refused.'),
      }
      for await (const record of readIjwFile(toBytes(xml), tally)) void record
      const leaves = xml.match(/<(x:|jw315:|ijw:)(\w+)>[^<]*<\/\1\2>/g) ?? []
      expect(counted.read + counted.kept).toBe(leaves.length)
    }),
    RUNS,
  )
})
