/**
 * What people in Waterdam are called.
 *
 * Names are drawn apart from one another, so that nobody who exists is meant. The names of the planted
 * children are not among the given names.
 *
 * @module
 */

import type { PersonName, Sex } from './population.ts'
import type { Random, Weighted } from './random.ts'

export interface FamilyName {
  readonly prefix: string | null
  readonly family: string
}

export interface Country {
  readonly code: string
  readonly name: string
}

export type Origin = 'dutch' | 'turkish' | 'moroccan' | 'surinamese' | 'polish' | 'syrian' | 'other'

export const NETHERLANDS: Country = { code: '6030', name: 'Nederland' }

/** Where mothers who were born abroad were born; codes are those of the population register (tabel 34). */
export const COUNTRIES_ABROAD: Weighted<readonly [Country, Origin]> = [
  [[{ code: '5022', name: 'Marokko' }, 'moroccan'], 14],
  [[{ code: '6043', name: 'Turkije' }, 'turkish'], 12],
  [[{ code: '7009', name: 'Syrië' }, 'syrian'], 11],
  [[{ code: '7028', name: 'Polen' }, 'polish'], 13],
  [[{ code: '5007', name: 'Suriname' }, 'surinamese'], 9],
  [[{ code: '6029', name: 'Duitsland' }, 'other'], 8],
  [[{ code: '6039', name: 'Groot-Brittannië' }, 'other'], 5],
  [[{ code: '7024', name: 'Bulgarije' }, 'polish'], 6],
  [[{ code: '7046', name: 'India' }, 'other'], 8],
  [[{ code: '5010', name: 'België' }, 'dutch'], 6],
]

const FAMILY_NAMES: Readonly<Record<Origin, readonly string[]>> = {
  dutch: (
    'Aalbers|Bakker|van den Berg|Blom|de Boer|van Boven|Bos|Brouwer|de Bruin|Coenen|van Dam|Dekker|' +
    'van Dijk|Dijkstra|van Doorn|van den Eijnde|van Eck|Evers|van der Geest|de Graaf|Groen|de Groot|' +
    'de Haan|van der Heijden|Hendriks|Hoekstra|van der Horst|Hofman|van den Hurk|Jacobs|Jansen|Janssen|' +
    "Jonker|de Jong|Kaiser|Koster|Kramer|Kuipers|de Lange|van Leeuwen|van der Linden|Maas|'t Mannetje|" +
    'Martens|van der Meer|Meijer|Mulder|Nijland|van Oosten|Peeters|Peters|Post|Prins|de Ridder|Roos|' +
    'Sanders|Scholten|Schouten|Smit|Smits|van Stralen|Timmermans|Veenstra|van der Veen|Verbeek|Verhoeven|' +
    "Vermeulen|Visser|de Vos|Vos|de Vries|Wagenaar|van de Water|de Wit|Willems|Wolters|in 't Veld|van Zanten"
  ).split('|'),
  turkish: 'Yılmaz|Kaya|Demir|Çelik|Şahin|Öztürk|Aydın|Arslan|Doğan|Koç'.split('|'),
  moroccan:
    'Amrani|Benali|Bouzid|El Idrissi|El Khattabi|Haddou|Idrissi|Mansouri|Ouali|Tahiri'.split('|'),
  surinamese: 'Pinas|Ramdin|Kartosen|Sewnath|Blokland|Wijngaarde|Ramlal|Lieveld'.split('|'),
  polish: 'Nowak|Kowalska|Wiśniewski|Zielińska|Dimitrov|Petrova|Wójcik|Kamińska'.split('|'),
  syrian: 'Al Hassan|Khalil|Haddad|Ibrahim|Saleh|Nasser|Youssef|Darwish'.split('|'),
  other: 'Müller|Schmidt|Smith|Taylor|Patel|Sharma|Nguyễn|García|Costa|Lefèvre'.split('|'),
}

const GIVEN: Readonly<Record<Sex, Readonly<Record<'dutch' | 'other', readonly string[]>>>> = {
  female: {
    dutch: (
      'Amélie|Babette|Bente|Britt|Charlotte|Doutzen|Elin|Emma|Esmée|Evi|Fenna|Fiene|Fleur|Floor|Hailey|' +
      'Hannah|Ilse|Jasmijn|Julia|Juul|Kiki|Lara|Lieke|Linde|Liv|Loïs|Lotte|Luna|Maud|Mila|Milou|Mia|' +
      'Nina|Nova|Olivia|Philou|Puck|Renske|Roos|Saar|Sanne|Sara|Sofie|Sophie|Suze|Tess|Vera|Yara|Zoë'
    ).split('|'),
    other:
      'Aaliyah|Amira|Aya|Ayşe|Elif|Esra|Fatima|Hanane|Hiba|Inaya|Jana|Kinga|Leyla|Lina|Maja|Maryam|Nour|Priya|Safiya|Selin|Zeynep|Zuzanna'.split(
        '|',
      ),
  },
  male: {
    dutch: (
      'Abel|Adam|Boaz|Boris|Casper|Cas|David|Dex|Fedde|Floris|Gijs|Hidde|Hugo|Jaap|James|Jens|Jesse|Job|' +
      'Joris|Julian|Jurre|Lars|Levi|Liam|Loek|Lucas|Luuk|Mats|Max|Milan|Morris|Noah|Oliver|Pepijn|Pim|' +
      'Rens|Ruben|Sam|Sem|Siebe|Stijn|Sven|Teun|Thijs|Thijmen|Tijn|Tobias|Tygo|Vince|Willem|Xavi|Ziggy'
    ).split('|'),
    other:
      'Adam|Ahmed|Ali|Amir|Arjun|Ayoub|Bilal|Can|Deniz|Emir|Hamza|Ibrahim|Jakub|Kacper|Mehmet|Mohammed|Omar|Rayan|Samuel|Yusuf|Zakaria'.split(
        '|',
      ),
  },
}

const PARENTS: Readonly<Record<Sex, readonly string[]>> = {
  female: (
    'Anouk|Astrid|Carlijn|Chantal|Daphne|Denise|Ellen|Esther|Femke|Iris|Inge|Jolien|Judith|Kim|Laura|' +
    'Lianne|Linda|Lisanne|Manon|Marieke|Marloes|Merel|Michelle|Naomi|Nicole|Petra|Rianne|Sabine|Sandra|Wendy'
  ).split('|'),
  male: (
    'Arjan|Bart|Bas|Dennis|Dirk|Erik|Frank|Geert|Gerben|Hans|Jasper|Jelle|Jeroen|Joost|Jurgen|Koen|' +
    'Maarten|Marco|Mark|Martijn|Michiel|Niels|Patrick|Paul|Peter|Pieter|Richard|Robin|Rutger|Sander|Wouter'
  ).split('|'),
}

const familyNames = Object.fromEntries(
  Object.entries(FAMILY_NAMES).map(([origin, names]) => [origin, names.map(toFamilyName)]),
) as unknown as Readonly<Record<Origin, readonly FamilyName[]>>

export function familyName(random: Random, origin: Origin): FamilyName {
  return random.pick(familyNames[origin])
}

export function givenName(random: Random, origin: Origin, sex: Sex): string {
  return random.pick(GIVEN[sex][origin === 'dutch' ? 'dutch' : 'other'])
}

export function parentName(random: Random, origin: Origin, sex: Sex): string {
  return random.pick(origin === 'dutch' ? PARENTS[sex] : GIVEN[sex].other)
}

export function fullName(given: string, { prefix, family }: FamilyName): PersonName {
  return { given, initials: `${given.charAt(0)}.`, prefix, family }
}

/** Dutch prefixes are written small: `van den Berg`; `El Idrissi` is one name. */
function toFamilyName(text: string): FamilyName {
  const at = text.search(/\p{Lu}/u)
  return { prefix: text.slice(0, at).trim() || null, family: text.slice(at) }
}
