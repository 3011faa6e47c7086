/**
 * The parts that messages of iJw have in common: who it is about and where they live, products and amounts.
 *
 * @module
 */

import {
  AMOUNT,
  ANY_TEXT,
  CODE_OF_1,
  CODE_OF_2,
  COUNTRY,
  DAY,
  INITIALS,
  NUMBER,
  PHONE,
  PREMISES,
  PRODUCT_CODE,
  RETURN_CODE,
  upTo,
} from './ijw-forms.ts'
import {
  type ElementRule,
  kept,
  type Leaf,
  read,
  type SealedAs,
  sealed,
  type Words,
  withheld,
  wordsOf,
} from './ijw-table.ts'

/** Why something is not kept. */
export const WITHHELD = {
  person: 'It says who somebody is, or how to reach them.',
  family: 'It is about a parent, or somebody else around the child.',
  text: 'Free text: anything may stand in it, about anybody.',
  status: 'It says under which measure a child lives, for which there is no ground here.',
  number: 'A number of the municipality, by which this would join with what it has.',
} as const

const { one, maybe } = wordsOf('basisschema')

const hidden = (form: Leaf['form'], why: string = WITHHELD.person) => withheld(form, why)

function nameParts(why: string): readonly ElementRule[] {
  return [one('Achternaam', hidden(upTo(200), why)), maybe('Voorvoegsel', hidden(upTo(10), why))]
}

/** Of the child: under seal. An answer repeats it, right or wrong: then it is not kept. */
function ownName({ isAnswer }: Words) {
  const own = (form: Leaf['form'], as: SealedAs) => (isAnswer ? hidden(form) : sealed(form, as))
  return {
    family: one('Geslachtsnaam', [
      one('Achternaam', own(upTo(200), 'familyName')),
      maybe('Voorvoegsel', own(upTo(10), 'prefix')),
    ]),
    given: [
      maybe('Voornamen', own(upTo(200), 'givenNames')),
      maybe('Voorletters', own(INITIALS, 'initials')),
    ],
  }
}

/** CDT_VerkorteNaam, of the child. */
export function shortName(own: Words): readonly ElementRule[] {
  const { family, given } = ownName(own)
  return [family, ...given]
}

/** CDT_VolledigeNaam, of the child. */
export function ownFullName(own: Words): readonly ElementRule[] {
  const { family, given } = ownName(own)
  const partner = maybe('Partnernaam', nameParts(WITHHELD.person))
  return [family, partner, ...given, one('NaamGebruik', hidden(CODE_OF_1))]
}

/** CDT_VolledigeNaam, of somebody else. */
function fullName(why: string): readonly ElementRule[] {
  return [
    one('Geslachtsnaam', nameParts(why)),
    maybe('Partnernaam', nameParts(why)),
    maybe('Voornamen', hidden(upTo(200), why)),
    maybe('Voorletters', hidden(INITIALS, why)),
    one('NaamGebruik', hidden(CODE_OF_1, why)),
  ]
}

/** IV009: what is not known of it is filled with 01 and 1900, and DatumGebruik says what. */
export const BIRTH_DATE: readonly ElementRule[] = [
  one('Datum', read(DAY, 'client.birthDate')),
  maybe('DatumGebruik', read(CODE_OF_1, 'client.birthDate')),
]

const BIRTH_DATE_OF_OTHERS: readonly ElementRule[] = [
  one('Datum', hidden(DAY, WITHHELD.family)),
  maybe('DatumGebruik', hidden(CODE_OF_1, WITHHELD.family)),
]

export const COMMUNICATION: readonly ElementRule[] = [
  one('Vorm', hidden(CODE_OF_1)),
  maybe('Taal', hidden(upTo(25))),
]

function address(why: string): readonly ElementRule[] {
  return [
    maybe('Huis', [
      one('Huisnummer', hidden(NUMBER, why)),
      maybe('Huisletter', hidden(upTo(1), why)),
      maybe('HuisnummerToevoeging', hidden(upTo(4), why)),
      maybe('AanduidingWoonadres', hidden(PREMISES, why)),
    ]),
    maybe('Postcode', hidden(upTo(8), why)),
    maybe('Straatnaam', hidden(upTo(24), why)),
    maybe('Plaatsnaam', hidden(upTo(80), why)),
    maybe('LandCode', hidden(COUNTRY, why)),
  ]
}

function phone(why: string): readonly ElementRule[] {
  return [one('Telefoonnummer', hidden(PHONE, why)), one('Landnummer', hidden(upTo(4), why))]
}

/** How to reach somebody; the elements are the message's own. */
export function contact(own: Words, why: string = WITHHELD.person): readonly ElementRule[] {
  return own.judged(
    [
      own.one('Soort', hidden(CODE_OF_2, why)),
      own.maybe('Adres', address(why)),
      own.maybe('Organisatie', hidden(upTo(35), why)),
      own.maybe('Telefoon', [one('Telefoon01', phone(why)), maybe('Telefoon02', phone(why))]),
      own.maybe('Emailadres', hidden(upTo(80), why)),
      own.maybe('Periode', [
        maybe('Begindatum', hidden(DAY, why)),
        maybe('Einddatum', hidden(DAY, why)),
      ]),
    ],
    kept(RETURN_CODE),
  )
}

export function relation(own: Words): readonly ElementRule[] {
  const family = (form: Leaf['form']) => hidden(form, WITHHELD.family)
  return own.judged(
    [
      own.one('Nummer', family(upTo(20))),
      own.maybe('Volgorde', family(NUMBER)),
      own.one('Soort', family(CODE_OF_2)),
      own.maybe('Geboortedatum', BIRTH_DATE_OF_OTHERS),
      own.maybe('Geslacht', family(CODE_OF_1)),
      own.one('Naam', fullName(WITHHELD.family)),
      own.one('Contact', contact(own, WITHHELD.family)),
    ],
    kept(RETURN_CODE),
  )
}

export function product(of: string): readonly ElementRule[] {
  return [
    one('Categorie', read(CODE_OF_2, `${of}.productCategoryCode`)),
    maybe('Code', read(PRODUCT_CODE, `${of}.productCode`)),
  ]
}

/** Omvang. */
export function volume(of: string): readonly ElementRule[] {
  return [
    one('Volume', read(AMOUNT, `${of}.volume.amount`)),
    one('Eenheid', read(CODE_OF_2, `${of}.volume.unitCode`)),
    one('Frequentie', read(CODE_OF_1, `${of}.volume.frequencyCode`)),
  ]
}

/** Who referred: which kind of person, and not who. */
export const REFERRER: readonly ElementRule[] = [
  one('Type', read(CODE_OF_2, 'HelpRequest.referrerTypeCode')),
  maybe('Naam', hidden(upTo(64))),
  maybe('ZorgverlenerCode', hidden(upTo(8))),
]

export const COMMENT = withheld(ANY_TEXT, WITHHELD.text)
