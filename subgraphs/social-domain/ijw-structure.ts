/**
 * How the messages of iJw 3.2 that we read are built, as a table: which elements, in which order,
 * how often.
 *
 * As deep as we read, and no deeper: names, birth dates, addresses and relations are looked for and
 * passed over. The schemas of the standard itself may not be given on; `test/conformance` compares
 * where they are at hand.
 *
 * @module
 */

import { isElevenProof } from '../../privacy/bsn.ts'
import type { Rule } from './refusal.ts'

/** What an element holds: text of a form, other elements in this order, or what is passed over. */
type Content = TextForm | readonly ElementRule[] | 'unread'

export interface TextForm {
  readonly rule: Rule
  readonly fits: (text: string) => boolean
}

export interface ElementRule {
  readonly namespace: string
  readonly name: string
  readonly optional: boolean
  /** Each is a record of its own. */
  readonly repeats: boolean
  readonly holds: Content
}

const STANDARD = 'http://www.istandaarden.nl/ijw/3_2'

const isDay = (text: string) => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
const like = (pattern: RegExp, rule: Rule = 'value'): TextForm => ({
  rule,
  fits: (text) => pattern.test(text),
})
const exactly = (value: string): TextForm => ({ rule: 'version', fits: (text) => text === value })

const DAY: TextForm = { rule: 'date', fits: isDay }
const TIME = like(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?$/)
const BSN: TextForm = { rule: 'elfproef', fits: isElevenProof }
const MUNICIPALITY = like(/^\d{4}$/)
const PROVIDER = like(/^\d{8}$/)
const NUMBER = like(/^\d{1,9}$/)
const AMOUNT = like(/^\d{1,8}$/)
/**
 * Which codes there are changes with each edition of the lists; what a code looks like does not.
 */
const CODE_OF_1 = like(/^\d$/)
const CODE_OF_2 = like(/^\d{2}$/)
const PRODUCT_CODE = like(/^[A-Za-z0-9]{1,5}$/)
const DELIVERY_STATUS = like(/^[13]$/, 'CS058')

function elementsOf(schema: string) {
  const namespace = `${STANDARD}/${schema}/schema`
  const rule = (optional: boolean, repeats: boolean) => (name: string, holds: Content) => ({
    namespace,
    name,
    optional,
    repeats,
    holds,
  })
  return { one: rule(false, false), maybe: rule(true, false), many: rule(false, true) }
}

const base = elementsOf('basisschema')
const PRODUCT = [base.one('Categorie', CODE_OF_2), base.maybe('Code', PRODUCT_CODE)]
const VOLUME = [
  base.one('Volume', AMOUNT),
  base.one('Eenheid', CODE_OF_2),
  base.one('Frequentie', CODE_OF_1),
]

function messageOf(
  schema: 'jw301' | 'jw305' | 'jw307',
  code: string,
  [sender, receiver]: readonly [TextForm, TextForm],
  tells: (own: ReturnType<typeof elementsOf>) => readonly ElementRule[],
): ElementRule {
  const own = elementsOf(schema)
  const { one } = own
  return one('Bericht', [
    one('Header', [
      one('BerichtCode', exactly(code)),
      one('BerichtVersie', exactly('3')),
      one('BerichtSubversie', exactly('2')),
      one('Afzender', sender),
      one('Ontvanger', receiver),
      one('BerichtIdentificatie', [
        base.one('Identificatie', 'unread'),
        base.one('Dagtekening', DAY),
      ]),
      one('XsdVersie', 'unread'),
    ]),
    one('Client', [
      one('Bsn', BSN),
      one('Geboortedatum', 'unread'),
      one('Geslacht', 'unread'),
      one('Naam', 'unread'),
      ...tells(own),
    ]),
  ])
}

const FROM_MUNICIPALITY = [MUNICIPALITY, PROVIDER] as const
const FROM_PROVIDER = [PROVIDER, MUNICIPALITY] as const

export const JW301 = messageOf('jw301', '436', FROM_MUNICIPALITY, ({ one, maybe, many }) => [
  maybe('Communicatie', 'unread'),
  maybe('JuridischeStatus', 'unread'),
  maybe('WettelijkeVertegenwoordiging', 'unread'),
  maybe('Commentaar', 'unread'),
  maybe('Relaties', 'unread'),
  one('Contactgegevens', 'unread'),
  one('ToegewezenProducten', [
    many('ToegewezenProduct', [
      one('ToewijzingNummer', NUMBER),
      maybe('ReferentieAanbieder', 'unread'),
      maybe('Product', PRODUCT),
      one('Toewijzingsdatum', DAY),
      one('Toewijzingstijd', TIME),
      one('Ingangsdatum', DAY),
      maybe('Einddatum', DAY),
      maybe('RedenWijziging', CODE_OF_2),
      maybe('Omvang', VOLUME),
      maybe('Budget', 'unread'),
      maybe('Commentaar', 'unread'),
    ]),
  ]),
])

export const JW305 = messageOf('jw305', '438', FROM_PROVIDER, ({ one, maybe, many }) => [
  one('StartProducten', [
    many('StartProduct', [
      maybe('ToewijzingNummer', NUMBER),
      maybe('Product', PRODUCT),
      maybe('ToewijzingIngangsdatum', 'unread'),
      one('Begindatum', DAY),
      one('StatusAanlevering', DELIVERY_STATUS),
    ]),
  ]),
])

export const JW307 = messageOf('jw307', '440', FROM_PROVIDER, ({ one, maybe, many }) => [
  one('StopProducten', [
    many('StopProduct', [
      maybe('ToewijzingNummer', NUMBER),
      maybe('Product', PRODUCT),
      maybe('ToewijzingIngangsdatum', 'unread'),
      one('Begindatum', DAY),
      one('RedenBeeindiging', CODE_OF_2),
      one('Einddatum', DAY),
      one('StatusAanlevering', DELIVERY_STATUS),
    ]),
  ]),
])

export const MESSAGES: readonly ElementRule[] = [JW301, JW305, JW307]
