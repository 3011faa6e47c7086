import { describe, expect, test } from 'vitest'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import { YouthHelpBody } from './delivered-bodies.ts'
import { toBytes } from './fixtures/messages.ts'
import {
  type Heading,
  headerOf,
  personOf,
  returned,
  type Tree,
  writeIjw,
} from './fixtures/write-ijw.ts'
import type { HelpRequest } from './help-request.ts'
import { readIjw } from './ijw.ts'
import type { Told } from './rejected.ts'
import { replay } from './replay.ts'
import { replayRequests } from './replay-requests.ts'

const ANNA = '999911004'
const PRODUCT = { Categorie: '35', Code: '35A01' }
const FULL = { Geslachtsnaam: { Achternaam: 'Achternaam-van-Anna' }, NaamGebruik: '1' }

const allocated = (more: Tree = {}): Tree => ({
  ToewijzingNummer: '4001',
  ReferentieAanbieder: undefined,
  Product: PRODUCT,
  Toewijzingsdatum: '2026-03-02',
  Toewijzingstijd: '10:15:00',
  Ingangsdatum: '2026-03-02',
  ...more,
})
const started = (more: Tree = {}): Tree => ({
  ToewijzingNummer: '4001',
  Product: PRODUCT,
  ToewijzingIngangsdatum: '2026-03-02',
  Begindatum: '2026-03-12',
  StatusAanlevering: '1',
  ...more,
})
const requested = (more: Tree = {}): Tree => ({
  ReferentieAanbieder: 'REF-1',
  Product: PRODUCT,
  ToewijzingIngangsdatum: '2026-03-02',
  Verwijzer: { Type: '03', Naam: 'Naam-van-de-arts', ZorgverlenerCode: '12345678' },
  ...more,
})

/** In the order in which they are told. */
type Sent = readonly [kind: string, body: Tree, heading?: Heading | undefined]

const client = (holds: Tree, ...codes: string[]): Tree => ({
  Client: { ...holds, ...(codes.length > 0 && returned(...codes)) },
})
function jw301(product: Tree, heading?: Heading): Sent {
  const holds = {
    ...personOf(ANNA),
    Naam: FULL,
    Contactgegevens: { Contact: { Soort: '01' } },
    ToegewezenProducten: { ToegewezenProduct: product },
  }
  return ['JW301', client(holds), heading]
}
function jw305(product: Tree, heading?: Heading): Sent {
  return [
    'JW305',
    client({ ...personOf(ANNA), StartProducten: { StartProduct: product } }),
    heading,
  ]
}
function jw306(product: Tree, codes: readonly string[], heading?: Heading): Sent {
  const StartProduct = { ...product, ...returned(...codes) }
  const holds = { ...personOf(ANNA), StartProducten: { StartProduct } }
  return ['JW306', client(holds, '0200'), heading]
}
function jw315(product: Tree, heading?: Heading): Sent {
  const AangevraagdeProducten = { AangevraagdProduct: product }
  return ['JW315', client({ ...personOf(ANNA), AangevraagdeProducten }), heading]
}
function jw319(answer: Tree, heading?: Heading): Sent {
  return ['JW319', { Antwoord: { ReferentieAanbieder: 'REF-1', ...answer } }, heading]
}

async function read(kind: string, body: Tree, heading?: Heading): Promise<DeliveredRecord[]> {
  const indexed = { registry: 'r', storeKey: new Uint8Array(64).fill(7) }
  const text = writeIjw(kind, { Header: headerOf(kind, heading), ...body })
  const records: DeliveredRecord[] = []
  const never = () => expect.fail('It refuses by itself.')
  for await (const record of readIjw(indexed)(toBytes(text), never)) records.push(record)
  return records
}

async function tell(...messages: readonly Sent[]): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const message of messages) {
    for (const { logicalKey, recordedAt, body } of await read(...message)) {
      const at = recordedAt?.toISOString() ?? ''
      told.push({ logicalKey, recordedAt: at, body: YouthHelpBody.parse(body) })
    }
  }
  return told
}

describe('a start that was sent back', () => {
  const FIRST = { id: '305-1', sent: '2026-03-20' }
  const sent = [jw301(allocated()), jw305(started(), FIRST)] as const
  const startOf = async (...more: readonly Sent[]) => replay(await tell(...sent, ...more))[0]?.start

  test('is none, whether it was rejected itself, with its client or with its message', async () => {
    expect(await startOf()).toBe('2026-03-12')
    expect(await startOf(jw306(started(), ['9019'], FIRST))).toBeNull()
    const [, body] = jw306(started(), ['0200'], FIRST)
    const ofClient = { Client: { ...(body.Client as Tree), ...returned('8187') } }
    expect(await startOf(['JW306', ofClient, FIRST])).toBeNull()
    expect(await startOf(['JW306', {}, { ...FIRST, codes: ['0001'] }])).toBeNull()
  })

  test('stands where nothing was remarked, or where another was rejected', async () => {
    expect(await startOf(jw306(started(), ['0200'], FIRST))).toBe('2026-03-12')
    expect(await startOf(jw306(started(), ['0233'], FIRST))).toBe('2026-03-12')
    expect(await startOf(['JW306', {}, FIRST])).toBe('2026-03-12')
    const other = started({ Begindatum: '2026-03-13' })
    expect(await startOf(jw306(other, ['9019'], FIRST))).toBe('2026-03-12')
    expect(await startOf(jw306(started(), ['9019'], { ...FIRST, id: '305-9' }))).toBe('2026-03-12')
  })

  test('may be told again, and counts then', async () => {
    const again = { id: '305-2', sent: '2026-04-02' }
    const rejected = jw306(started(), ['9019'], FIRST)
    expect(await startOf(rejected, jw305(started(), again))).toBe('2026-03-12')
  })

  test('was not withdrawn when its withdrawal was sent back', async () => {
    const LATER = { id: '305-2', sent: '2026-04-02' }
    const withdrawal = started({ StatusAanlevering: '3' })
    expect(await startOf(jw305(withdrawal, LATER))).toBeNull()
    expect(await startOf(jw305(withdrawal, LATER), jw306(withdrawal, ['9071'], LATER))).toBe(
      '2026-03-12',
    )
  })
})

describe('a start without a number', () => {
  const unnumbered = (more: Tree = {}) => started({ ToewijzingNummer: undefined, ...more })
  const startOf = async (product: Tree, heading?: Heading) =>
    replay(await tell(jw301(allocated()), jw305(product, heading)))[0]?.start

  test('is of the allocation of that provider, product and day', async () => {
    expect(await startOf(unnumbered())).toBe('2026-03-12')
  })

  test('is of none where one of them is another', async () => {
    expect(await startOf(unnumbered({ ToewijzingIngangsdatum: '2026-03-01' }))).toBeNull()
    expect(await startOf(unnumbered({ Product: { Categorie: '36' } }))).toBeNull()
    expect(await startOf(unnumbered(), { sender: '98990002' })).toBeNull()
  })
})

describe('an allocation', () => {
  test('is extended under the same number', async () => {
    const shorter = allocated({ Einddatum: '2026-06-30' })
    const longer = allocated({
      Toewijzingsdatum: '2026-06-15',
      Einddatum: '2026-12-31',
      RedenWijziging: '04',
    })
    const told = await tell(jw301(longer, { id: '2', sent: '2026-06-15' }), jw301(shorter))
    expect(replay(told)).toMatchObject([
      { to: '2026-12-31', changeReasonCode: '04', changeReasonLabel: 'Reassessed: longer' },
    ])
  })

  test('that was extended stays as it was when the extension was sent back', async () => {
    const longer = allocated({ Toewijzingsdatum: '2026-06-15', Einddatum: '2026-12-31' })
    const heading = { id: '2', sent: '2026-06-15' }
    const told = await tell(jw301(allocated({ Einddatum: '2026-06-30' })), jw301(longer, heading), [
      'JW302',
      {},
      { ...heading, codes: ['9056'] },
    ])
    expect(replay(told)).toMatchObject([{ to: '2026-06-30' }])
  })

  test('that was corrected (14) is as the correction says, and one that was removed (13) is not', async () => {
    const again = (RedenWijziging: string) =>
      jw301(
        allocated({ Toewijzingsdatum: '2026-03-05', Einddatum: '2026-03-02', RedenWijziging }),
        { id: '2', sent: '2026-03-05' },
      )
    expect(replay(await tell(jw301(allocated()), again('14')))).toMatchObject([
      { to: '2026-03-02', changeReasonLabel: 'Administrative correction' },
    ])
    expect(replay(await tell(jw301(allocated()), again('13')))).toEqual([])
  })

  test('after the fact says so, and has the help that had begun', async () => {
    const late = allocated({ Toewijzingsdatum: '2026-04-10', Budget: '1250050' })
    const messages = [jw305(started()), jw301(late, { sent: '2026-04-10' })]
    const expected = { retroactive: true, start: '2026-03-12', budget: 1_250_050 }
    expect(replay(await tell(...messages))).toMatchObject([expected])
    // A later version changes nothing about when it was first allocated.
    const longer = allocated({ Toewijzingsdatum: '2026-06-15', Einddatum: '2026-12-31' })
    expect(replay(await tell(jw301(allocated()), jw301(longer, { id: '2' })))).toMatchObject([
      { retroactive: false },
    ])
  })

  test('has the codes of the statistics on youth help', async () => {
    const told = await tell(
      jw315(requested({ Verwijzer: { Type: '04' } })),
      jw301(allocated({ ReferentieAanbieder: 'REF-1' })),
    )
    expect(replay(told)).toMatchObject([
      {
        cbsHulpvormCode: '11',
        cbsHulpvormLabel: 'Foster care',
        cbsReferrerCode: '04',
        cbsReferrerLabel: 'Certified institution',
      },
    ])
  })
})

describe('a request', () => {
  const ask = jw315(requested(), { id: '315-1', sent: '2026-02-20' })
  const stateOf = async (...more: readonly Sent[]): Promise<HelpRequest | undefined> =>
    replayRequests(await tell(ask, ...more))[0]

  test('says what was asked, by whom and who referred, and not by name', async () => {
    const told = await tell(ask)
    expect(replayRequests(told)).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{22}$/),
        kind: 'ALLOCATION',
        requestedOn: '2026-02-20',
        provider: '98990001',
        allocationId: null,
        productCategoryCode: '35',
        productCategoryLabel: 'Foster care',
        productCode: '35A01',
        from: '2026-03-02',
        to: null,
        volume: null,
        budget: null,
        referrerTypeCode: '03',
        referrerTypeLabel: 'Youth health physician',
        reasonCode: null,
        reasonLabel: null,
        nationalContract: null,
        decisionFrom: null,
        custodianKnown: null,
        answer: null,
        answeredOn: null,
        rejectionReasonCode: null,
        rejectionReasonLabel: null,
        responsibleMunicipality: null,
      },
    ])
    expect(JSON.stringify(told)).not.toMatch(/REF-1|Naam-van|12345678|315-1/)
  })

  test('is answered by the latest answer', async () => {
    const looked = jw319({ VerzoekAntwoord: '2' }, { id: 'a', sent: '2026-02-25' })
    const refusal = { VerzoekAntwoord: '1', RedenAfwijzingVerzoek: '3' }
    const rejected = jw319(refusal, { id: 'b', sent: '2026-03-01' })
    expect(await stateOf(looked)).toMatchObject({
      answer: 'UNDER_INVESTIGATION',
      answeredOn: '2026-02-25',
    })
    for (const both of [
      [looked, rejected],
      [rejected, looked],
    ]) {
      expect(await stateOf(...both)).toMatchObject({
        answer: 'REJECTED',
        answeredOn: '2026-03-01',
        rejectionReasonCode: '3',
        rejectionReasonLabel: 'No contract',
      })
    }
  })

  test('is granted by the allocation with its reference, of that provider', async () => {
    const looked = jw319({ VerzoekAntwoord: '2' }, { id: 'a', sent: '2026-02-25' })
    const grant = allocated({ ReferentieAanbieder: 'REF-1' })
    expect(await stateOf(looked, jw301(grant))).toMatchObject({
      answer: 'GRANTED',
      answeredOn: '2026-03-03',
    })
    const other = jw301(grant, { receiver: '98990002' })
    expect(await stateOf(looked, other)).toMatchObject({ answer: 'UNDER_INVESTIGATION' })
    const removed = { Einddatum: '2026-03-02', RedenWijziging: '13' }
    const removal = allocated({ ReferentieAanbieder: 'REF-1', ...removed })
    expect(await stateOf(jw301(removal))).toMatchObject({ answer: null })
  })

  test('that was sent back is none, nor is an answer', async () => {
    const heading = { id: '315-1', sent: '2026-02-20' }
    const sentBack = client({
      ...personOf(ANNA),
      AangevraagdeProducten: { AangevraagdProduct: { ...requested(), ...returned('9347') } },
      ...returned('0200'),
    })
    expect(await stateOf(['JW316', sentBack, heading])).toBeUndefined()

    const answering = { id: 'a', sent: '2026-02-25' }
    const Antwoord = { ReferentieAanbieder: 'REF-1', VerzoekAntwoord: '1' }
    for (const body of [{ Antwoord: { ...Antwoord, ...returned('9359') } }, {}]) {
      const codes = 'Antwoord' in body ? [] : ['0001']
      const answer = jw319({ VerzoekAntwoord: '1' }, answering)
      expect(await stateOf(answer, ['JW320', body, { ...answering, codes }])).toMatchObject({
        answer: null,
      })
    }
  })

  test('for changes asks for each of them, and for nothing that stays', async () => {
    const wish = { GewensteIngangsdatum: '2026-07-01' }
    const Verzoek: Tree = {
      ReferentieAanbieder: 'REF-2',
      RedenVerzoek: '1',
      OngewijzigdeProducten: { OngewijzigdProduct: { ToewijzingNummer: '4002' } },
      TeWijzigenProducten: { TeWijzigenProduct: { ToewijzingNummer: '4001', ...wish } },
      NieuweProducten: {
        NieuwProduct: [
          // Before it begins: the standard's own example does it.
          { Product: { Categorie: '45', Code: '45A03' }, ...wish, Einddatum: '2024-02-28' },
          { Product: { Categorie: '46' }, ...wish },
        ],
      },
    }
    const told = await tell(
      jw301(allocated()),
      ['JW317', { Client: { Bsn: ANNA, Verzoek } }, { sent: '2026-05-01' }],
      jw319({ ReferentieAanbieder: 'REF-2', VerzoekAntwoord: '1' }, { sent: '2026-05-04' }),
    )
    const requests = replayRequests(told)
    const [allocation] = replay(told)
    const answered = { answer: 'REJECTED', reasonLabel: 'The situation of the client changed' }
    expect(new Set(requests.map(({ id }) => id)).size).toBe(3)
    expect(requests).toHaveLength(3)
    expect(requests).toEqual(
      expect.arrayContaining(
        [
          { kind: 'CHANGE', allocationId: allocation?.id, productCategoryCode: '35' },
          { kind: 'NEW_PRODUCT', allocationId: null, productCode: '45A03', to: '2024-02-28' },
          { kind: 'NEW_PRODUCT', productCategoryCode: '46', productCode: null },
        ].map((one) => expect.objectContaining({ ...answered, ...one })),
      ),
    )
  })
})
