/**
 * How the messages of iJw 3.2 that we read are built, as a table: which elements, in which order, how often, what is in
 * them, and what becomes of it.
 *
 * The schemas of the standard itself may not be given on; `test/conformance` compares where they are at hand.
 *
 * @module
 */

import {
  AMOUNT,
  BSN,
  CODE_OF_1,
  CODE_OF_1_OR_2,
  CODE_OF_2,
  DAY,
  DELIVERY_STATUS,
  exactly,
  MUNICIPALITY,
  NUMBER,
  PROVIDER,
  REPEATED_BSN,
  REPEATED_STATUS,
  RETURN_CODE,
  TIME,
  upTo,
  VERSION,
  YES_NO,
} from './ijw-forms.ts'
import {
  BIRTH_DATE,
  COMMENT,
  COMMUNICATION,
  contact,
  ownFullName,
  product,
  REFERRER,
  relation,
  shortName,
  volume,
  WITHHELD,
} from './ijw-person.ts'
import {
  type ElementRule,
  kept,
  type Leaf,
  namespaceOf,
  read,
  record,
  type Words,
  withheld,
  wordsOf,
} from './ijw-table.ts'

/** A message that tells something, each with the one that answers it. */
const PAIRS = {
  JW301: { code: 436, answer: 'JW302', sender: 'municipality', body: allocations },
  JW305: { code: 438, answer: 'JW306', sender: 'provider', body: starts },
  JW307: { code: 440, answer: 'JW308', sender: 'provider', body: stops },
  JW315: { code: 446, answer: 'JW316', sender: 'provider', body: requests },
  JW317: { code: 486, answer: 'JW318', sender: 'provider', body: changes },
  JW319: { code: 488, answer: 'JW320', sender: 'municipality', body: answers },
} as const satisfies Record<
  string,
  {
    readonly code: number
    readonly answer: string
    readonly sender: 'municipality' | 'provider'
    readonly body: (own: Words) => ElementRule
  }
>

/** What tells something, and what only says how that was received. */
export type Telling = keyof typeof PAIRS
export type MessageKind = Telling | (typeof PAIRS)[Telling]['answer']

export interface MessageRule {
  readonly kind: MessageKind
  /** The message that this is, or that it answers. */
  readonly tells: Telling
  readonly isAnswer: boolean
  /** Of the message that tells; its answer has the same names in its header. */
  readonly sender: 'municipality' | 'provider'
  readonly root: ElementRule
}

const base = wordsOf('basisschema')

/** An answer repeats the header of what it answers, and adds its own. */
function header({ one, maybe, many, isAnswer }: Words, code: number, sender: string): ElementRule {
  const municipality = (field: string) => read(MUNICIPALITY, field)
  const provider = (field: string) => read(PROVIDER, field)
  const [from, to] = sender === 'provider' ? [provider, municipality] : [municipality, provider]
  const versions = (one: Leaf) => [
    base.one('BasisschemaXsdVersie', one),
    base.one('BerichtXsdVersie', one),
  ]
  const told = isAnswer ? kept(VERSION) : read(VERSION, 'message.schemas')
  return one('Header', [
    one('BerichtCode', read(exactly(String(code)), 'message.kind')),
    one('BerichtVersie', read(exactly('3'), 'message.release')),
    one('BerichtSubversie', read(exactly('2'), 'message.release')),
    one('Afzender', from('message.sender')),
    one('Ontvanger', to('message.receiver')),
    one('BerichtIdentificatie', [
      base.one('Identificatie', read(upTo(12), 'message.id')),
      base.one('Dagtekening', read(DAY, 'recordedAt')),
    ]),
    one('XsdVersie', versions(told)),
    ...(isAnswer
      ? [
          one('IdentificatieRetour', kept(upTo(12))),
          one('DagtekeningRetour', read(DAY, 'recordedAt')),
          maybe('XsltVersie', kept(VERSION)),
          one('XsdVersieRetour', versions(kept(VERSION))),
          maybe('RetourCodes', [many('RetourCode', read(RETURN_CODE, 'returned.codes'))]),
        ]
      : []),
  ])
}

function client(own: Words, holds: readonly ElementRule[]): ElementRule {
  const bsn = read(own.isAnswer ? REPEATED_BSN : BSN, 'subject')
  // An answer to a message that could not be read at all has no more than a header.
  const occurs = own.isAnswer ? own.maybe : own.one
  return occurs('Client', own.judged([own.one('Bsn', bsn), ...holds]))
}

function person({ one }: Words, name: readonly ElementRule[]): readonly ElementRule[] {
  return [
    one('Geboortedatum', BIRTH_DATE),
    one('Geslacht', read(CODE_OF_1, 'client.sex')),
    one('Naam', name),
  ]
}

function allocations(own: Words): ElementRule {
  const { one, maybe, many, judged } = own
  const status = withheld(CODE_OF_2, WITHHELD.status)
  return client(own, [
    ...person(own, ownFullName(own)),
    maybe('Communicatie', COMMUNICATION),
    maybe('JuridischeStatus', status),
    maybe('WettelijkeVertegenwoordiging', status),
    maybe('Commentaar', COMMENT),
    maybe('Relaties', [many('Relatie', relation(own))]),
    one('Contactgegevens', [many('Contact', contact(own))]),
    one('ToegewezenProducten', [
      record(
        many(
          'ToegewezenProduct',
          judged([
            one('ToewijzingNummer', read(NUMBER, 'Allocation.id')),
            maybe('ReferentieAanbieder', read(upTo(36), 'HelpRequest.answer')),
            maybe('Product', product('Allocation')),
            one('Toewijzingsdatum', read(DAY, 'Allocation.allocatedAt')),
            one('Toewijzingstijd', read(TIME, 'Allocation.allocatedAt')),
            one('Ingangsdatum', read(DAY, 'Allocation.from')),
            maybe('Einddatum', read(DAY, 'Allocation.to')),
            maybe('RedenWijziging', read(CODE_OF_2, 'Allocation.changeReasonCode')),
            maybe('Omvang', volume('Allocation')),
            maybe('Budget', read(AMOUNT, 'Allocation.budget')),
            maybe('Commentaar', COMMENT),
          ]),
        ),
      ),
    ]),
  ])
}

function delivery({ one, maybe, isAnswer }: Words, stop: readonly ElementRule[]): ElementRule[] {
  const status = isAnswer ? REPEATED_STATUS : DELIVERY_STATUS
  return [
    maybe('ToewijzingNummer', read(NUMBER, 'Allocation.id')),
    maybe('Product', product('Allocation')),
    maybe('ToewijzingIngangsdatum', read(DAY, 'Allocation.from')),
    one('Begindatum', read(DAY, 'Allocation.start')),
    ...stop,
    one('StatusAanlevering', read(status, 'withdrawn')),
  ]
}

function starts(own: Words): ElementRule {
  const products = own.many('StartProduct', own.judged(delivery(own, [])))
  return client(own, [
    ...person(own, shortName(own)),
    own.one('StartProducten', [record(products)]),
  ])
}

function stops(own: Words): ElementRule {
  const stop = [
    own.one('RedenBeeindiging', read(CODE_OF_2, 'Allocation.stopReasonCode')),
    own.one('Einddatum', read(DAY, 'Allocation.stop')),
  ]
  const products = own.many('StopProduct', own.judged(delivery(own, stop)))
  return client(own, [...person(own, shortName(own)), own.one('StopProducten', [record(products)])])
}

const REFERENCE = read(upTo(36), 'HelpRequest.id')

function requests(own: Words): ElementRule {
  const { one, maybe, many, judged } = own
  return client(own, [
    ...person(own, shortName(own)),
    maybe('GezagsdragerBekend', read(YES_NO, 'HelpRequest.custodianKnown')),
    maybe('Commentaar', COMMENT),
    one('AangevraagdeProducten', [
      record(
        many(
          'AangevraagdProduct',
          judged([
            one('ReferentieAanbieder', REFERENCE),
            maybe('BeschikkingNummer', withheld(NUMBER, WITHHELD.number)),
            maybe('Product', product('HelpRequest')),
            maybe('BeschikkingIngangsdatum', read(DAY, 'HelpRequest.decisionFrom')),
            one('ToewijzingIngangsdatum', read(DAY, 'HelpRequest.from')),
            maybe('ToewijzingEinddatum', read(DAY, 'HelpRequest.to')),
            maybe('Omvang', volume('HelpRequest')),
            maybe('Budget', read(AMOUNT, 'HelpRequest.budget')),
            one('Verwijzer', REFERRER),
            maybe('Raamcontract', read(YES_NO, 'HelpRequest.nationalContract')),
            maybe('Commentaar', COMMENT),
          ]),
        ),
      ),
    ]),
  ])
}

function changes(own: Words): ElementRule {
  const { one, maybe, many, judged } = own
  const number = one('ToewijzingNummer', read(NUMBER, 'HelpRequest.allocationId'))
  const wish = [
    one('GewensteIngangsdatum', read(DAY, 'HelpRequest.from')),
    maybe('Einddatum', read(DAY, 'HelpRequest.to')),
    maybe('Omvang', volume('HelpRequest')),
    maybe('Budget', read(AMOUNT, 'HelpRequest.budget')),
  ]
  const products = (group: string, name: string, holds: readonly ElementRule[]) =>
    maybe(group, [record(many(name, judged(holds)))])
  return client(own, [
    one(
      'Verzoek',
      judged([
        one('ReferentieAanbieder', REFERENCE),
        one('RedenVerzoek', read(CODE_OF_1, 'HelpRequest.reasonCode')),
        products('OngewijzigdeProducten', 'OngewijzigdProduct', [number]),
        products('TeWijzigenProducten', 'TeWijzigenProduct', [number, ...wish]),
        products('NieuweProducten', 'NieuwProduct', [
          maybe('Product', product('HelpRequest')),
          ...wish,
        ]),
      ]),
    ),
  ])
}

/** It names no child: whose request it answers is known by the reference alone. */
function answers({ one, maybe, judged, isAnswer }: Words): ElementRule {
  const occurs = isAnswer ? maybe : one
  return record(
    occurs(
      'Antwoord',
      judged([
        one('ReferentieAanbieder', REFERENCE),
        one('VerzoekAntwoord', read(CODE_OF_1, 'HelpRequest.answer')),
        maybe('RedenAfwijzingVerzoek', read(CODE_OF_1_OR_2, 'HelpRequest.rejectionReasonCode')),
        maybe(
          'Woonplaatsbeginsel',
          judged([one('Gemeente', read(MUNICIPALITY, 'Child.responsibleMunicipality'))]),
        ),
      ]),
    ),
  )
}

export const MESSAGES: readonly MessageRule[] = Object.entries(PAIRS).flatMap(
  ([kind, { code, answer, sender, body }]) => {
    const tells = kind as Telling
    const rule = (own: MessageKind, number: number, isAnswer: boolean): MessageRule => {
      const words = wordsOf(own.toLowerCase(), isAnswer)
      const root = record(words.one('Bericht', [header(words, number, sender), body(words)]))
      return { kind: own, tells, isAnswer, sender, root }
    }
    return [rule(tells, code, false), rule(answer, code + 1, true)]
  },
)

/** Claims for money, and the answers to them: they tell nothing of help that the others do not. */
export const CLAIMS: ReadonlySet<string> = new Set(['jw323', 'jw325'].map(namespaceOf))
