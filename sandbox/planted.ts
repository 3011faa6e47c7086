/**
 * The children that a story can count on.
 *
 * They are the same whatever the seed and the size, they come first in the stream, and each has one thing
 * about it. Their given names belong to nobody else in Waterdam.
 *
 * @module
 */

import { dayOf } from './days.ts'
import {
  CHANCE_CHILD,
  type ChildPlan,
  type FamilyPlan,
  type JgzStyle,
  type PregnancyPlan,
} from './plans.ts'
import type { IsoDate, Sex } from './population.ts'

export interface Planted {
  /** As in {@link Child.planted}; the given name is the same with a capital. */
  readonly name: string
  readonly prefix: string | null
  readonly familyName: string
  readonly sex: Sex
  /** Null: not yet born. */
  readonly birthDate: IsoDate | null
  readonly description: string
}

const planted = (
  name: string,
  prefix: string | null,
  familyName: string,
  sex: Sex,
  birthDate: IsoDate | null,
  description: string,
): Planted => ({ name, prefix, familyName, sex, birthDate, description })

export const PLANTED: readonly Planted[] = [
  planted(
    'anna',
    'de',
    'Vries',
    'female',
    '2023-01-17',
    'Has a rich and regular record in all five sources.',
  ),
  planted(
    'bram',
    null,
    'Jansen',
    'male',
    '2024-03-05',
    'Is seen at every contact, but the parents refuse all vaccinations.',
  ),
  planted(
    'cato',
    'van den',
    'Berg',
    'female',
    '2024-06-11',
    'Is the first-born of twins: eva has the same mother, birth date, sex and postcode.',
  ),
  planted('daan', null, 'Bakker', 'male', '2023-09-23', 'Was born at thirty weeks.'),
  planted(
    'eva',
    'van den',
    'Berg',
    'female',
    '2024-06-11',
    'Is the second-born of twins: cato has the same mother, birth date, sex and postcode.',
  ),
  planted(
    'finn',
    null,
    'Visser',
    'male',
    '2022-11-02',
    'Was adopted: the parents in the population register are not those of birth care.',
  ),
  planted(
    'guus',
    null,
    'Smit',
    'male',
    '2023-04-28',
    'Lives with foster parents; the legal parents are unchanged.',
  ),
  planted('hanna', null, 'Meijer', 'female', '2024-01-30', 'Has a secret address.'),
  planted(
    'isa',
    'de',
    'Boer',
    'female',
    '2023-07-14',
    'Moved away on 2 March 2026 and is now registered in another municipality.',
  ),
  planted(
    'jip',
    null,
    'Mulder',
    'male',
    '2023-12-08',
    'Moved in on 15 May 2025: birth care in Waterdam knows nothing.',
  ),
  planted('kees', 'de', 'Groot', 'male', '2025-02-19', 'Has a father without a BSN.'),
  planted(
    'lot',
    null,
    'Bos',
    'female',
    '2022-07-01',
    'Was born abroad; of the birth date only the year is known.',
  ),
  planted('mees', null, 'Vos', 'male', '2025-10-06', 'Died six days after birth.'),
  planted(
    'noor',
    null,
    'Peters',
    'female',
    '2025-08-21',
    'Was born before there was a BSN: birth care recorded none.',
  ),
  planted(
    'otis',
    null,
    'Hendriks',
    'male',
    '2023-08-23',
    'Has been out of sight since March 2025: no contact, no childcare, no help.',
  ),
  planted('pien', 'van', 'Leeuwen', 'female', '2024-09-03', 'Emigrated on 20 January 2026.'),
  planted(
    'rikkert',
    null,
    'Koster',
    'male',
    '2023-10-18',
    'Has no BSN in youth health care, which misspelt the family name.',
  ),
  planted(
    'sientje',
    null,
    'Haddad',
    'female',
    '2024-02-21',
    'Is of a family that no register of persons knows; youth health care does.',
  ),
  planted(
    'tammo',
    'van',
    'Dam',
    'male',
    '2026-08-29',
    'Is three days old: youth health care has no BSN yet, nor a given name.',
  ),
  planted(
    'ulla',
    'de',
    'Wit',
    'female',
    '2024-07-08',
    'Moved in January 2026; youth health care has the old address, and no BSN.',
  ),
  planted(
    'veerle',
    null,
    'Blom',
    'female',
    '2023-02-06',
    'Was born ten months and three weeks before wessel, of the same mother.',
  ),
  planted(
    'wessel',
    null,
    'Blom',
    'male',
    '2023-12-28',
    'Was born of a second pregnancy within twelve months: veerle is no twin.',
  ),
  planted(
    'ynke',
    null,
    'Hoekstra',
    'female',
    '2024-04-19',
    'Is the second-born of twins, of whom the first was stillborn.',
  ),
  planted(
    'zeger',
    'van',
    'Eck',
    'male',
    '2024-10-02',
    'Was born elsewhere: birth care in Waterdam knows of no pregnancy.',
  ),
  planted(
    'alida',
    null,
    'Maas',
    'female',
    '2024-05-27',
    'Was carried by a surrogate mother; her parents adopted her ten weeks later.',
  ),
  planted('quinn', null, 'Dekker', 'male', null, 'Is not born yet: due on 27 November 2026.'),
  planted(
    'vesper',
    'ter',
    'Horst',
    'female',
    '2026-03-12',
    'Is the first-born of twins, whom the population register names the other way round; birth care has no BSN of either.',
  ),
  planted(
    'vita',
    'ter',
    'Horst',
    'female',
    '2026-03-12',
    'Is the second-born of twins, whom the population register names first; birth care has no BSN of either.',
  ),
  planted(
    'xander',
    null,
    'Postma',
    'male',
    '2026-05-18',
    'Was born elsewhere: birth care has the pregnancy, and heard of no birth.',
  ),
  planted(
    'ykje',
    null,
    'Verhoeven',
    'female',
    '2026-02-06',
    'Was carried by a surrogate mother: who gave birth is no parent in the population register.',
  ),
  planted(
    'bo',
    null,
    'Timmer',
    'female',
    '2026-08-29',
    'Is three days old, and no register of persons knows her yet: there is no BSN.',
  ),
  planted(
    'coen',
    null,
    'Scholten',
    'male',
    null,
    'Is not born yet: one of twins, due on 15 December 2026.',
  ),
  planted(
    'dina',
    null,
    'Scholten',
    'female',
    null,
    'Is not born yet: one of twins, due on 15 December 2026.',
  ),
]

const QUIET: FamilyPlan = {
  name: null,
  motherBirthDay: dayOf('1992-05-20'),
  motherAbroad: false,
  education: 'middle',
  speaksDutch: true,
  partner: 'known',
  circumstances: {
    lowIncome: false,
    singleParent: false,
    smokedInPregnancy: false,
    secretAddress: false,
    vveTarget: false,
  },
  vaccinations: 'accepts',
  move: null,
  pregnancies: [],
}

const FIRST_PREGNANCY = {
  parity: 0,
  gravidity: 1,
  setting: 'hospital',
  pertussisVaccination: true,
} as const
const QUIET_CHILD = { ...CHANCE_CHILD, childcare: 'none', social: 'none' } as const
const STEADY: JgzStyle = { use: 'regular', until: null, record: 'steady' }
const RICH: JgzStyle = { ...STEADY, record: 'rich' }

interface Story extends Partial<Omit<ChildPlan, 'planted' | 'given' | 'sex'>> {
  /** Of pregnancy. */
  readonly days?: number
}

/** In the order of the stream: family 0 is anna's. */
export const PLANTED_FAMILIES: readonly FamilyPlan[] = [
  {
    ...home([
      {
        ...birth(['anna'], { days: 277, childcare: 'rich', social: 'rich' }, RICH),
        setting: 'home',
      },
    ]),
    education: 'low',
    circumstances: { ...QUIET.circumstances, vveTarget: true },
  },
  { ...home([birth(['bram'])]), vaccinations: 'refuses' },
  home([birth(['cato', 'eva'], { days: 262 })]),
  home([birth(['daan'], { days: 30 * 7 })]),
  { ...home([birth(['finn'], taken('adoption', '2023-03-15'))]), partner: 'none' },
  home([birth(['guus'], { ...taken('foster-care', '2024-10-07'), social: 'foster-care' })]),
  {
    ...home([birth(['hanna'], { childcare: 'rich', social: 'rich' }, RICH)]),
    circumstances: { ...QUIET.circumstances, secretAddress: true },
  },
  { ...home([birth(['isa'])]), move: { kind: 'out', day: dayOf('2026-03-02') } },
  { ...home([birth(['jip'])]), move: { kind: 'in', day: dayOf('2025-05-15') } },
  { ...home([birth(['kees'])]), partner: 'without-bsn' },
  {
    ...home([birth(['lot'], { bornAbroad: true, birthDateKnown: 'year' })]),
    motherAbroad: true,
    move: { kind: 'in', day: dayOf('2024-04-10') },
  },
  home([birth(['mees'], { deathDay: dayOf('2025-10-12') })]),
  home([birth(['noor'], { quirks: ['no-bsn-in-birth-care'] })]),
  home([birth(['otis'], {}, { ...STEADY, until: dayOf('2025-03-20') })]),
  { ...home([birth(['pien'])]), move: { kind: 'emigration', day: dayOf('2026-01-20') } },
  // Found by way of the mother, so that nobody else has her name and birth date.
  { ...home([expected('quinn', '2026-11-27')]), motherBirthDay: dayOf('1994-02-11') },
  home([birth(['rikkert'], { quirks: ['no-bsn-in-jgz', 'misspelt-in-jgz'] })]),
  { ...home([birth(['sientje'])]), undocumented: true },
  home([birth(['tammo'], { quirks: ['no-bsn-in-jgz'] })]),
  {
    ...home([birth(['ulla'], { quirks: ['no-bsn-in-jgz', 'former-address-in-jgz'] })]),
    move: { kind: 'within', day: dayOf('2026-01-15') },
  },
  home([birth(['veerle']), { ...birth(['wessel'], { days: 262 }), parity: 1, gravidity: 2 }]),
  home([withStillborn(birth(['ynke'], { days: 251 }))]),
  home([birth(['zeger'], { quirks: ['unknown-to-birth-care'] })]),
  { ...home([birth(['alida'], taken('adoption', '2024-08-05'))]), partner: 'none' },
  home([
    twinsWith(birth(['vesper', 'vita'], { days: 263, quirks: ['no-bsn-in-birth-care'] }), {
      vita: ['no-bsn-in-birth-care', 'named-first-in-register'],
    }),
  ]),
  home([birth(['xander'], { quirks: ['born-elsewhere'] })]),
  { ...home([birth(['ykje'], taken('adoption', '2026-02-06'))]), partner: 'none' },
  home([birth(['bo'], { quirks: ['not-registered-yet'] })]),
  home([expected('coen', '2026-12-15', 'dina')]),
  // Of whom nobody is left: a child who was stillborn, and a miscarriage.
  home([{ ...lost('2026-06-04', 252), outcome: 'birth' }]),
  home([lost('2026-07-15', 80)]),
]

function home(pregnancies: readonly PregnancyPlan[]): FamilyPlan {
  const names = pregnancies.flatMap(({ children }) => children.map(({ planted }) => planted))
  const found = PLANTED.find(({ name }) => names.includes(name))
  return {
    ...QUIET,
    name: found === undefined ? null : { prefix: found.prefix, family: found.familyName },
    pregnancies,
  }
}

function birth(
  names: readonly string[],
  { days = 279, ...story }: Story = {},
  jgz: JgzStyle = STEADY,
): PregnancyPlan {
  const day = dayOf(byName(names[0] ?? '').birthDate ?? '')
  return {
    ...FIRST_PREGNANCY,
    outcome: 'birth',
    lastMenstrualPeriod: day - days,
    end: day,
    children: names.map((name) => ({ ...QUIET_CHILD, jgz, ...story, ...called(name) })),
  }
}

/** Of twins the first-born. */
function withStillborn(pregnancy: PregnancyPlan): PregnancyPlan {
  const stillborn = { ...QUIET_CHILD, jgz: STEADY, sex: 'female', stillborn: true } as const
  return { ...pregnancy, children: [stillborn, ...pregnancy.children] }
}

/** What is peculiar about one of them alone. */
function twinsWith(
  plan: PregnancyPlan,
  own: Readonly<Record<string, ChildPlan['quirks']>>,
): PregnancyPlan {
  const children = plan.children.map((child) => ({
    ...child,
    quirks: own[child.planted ?? ''] ?? child.quirks,
  }))
  return { ...plan, children }
}

/** Ended on that day, so many days after the last menstruation. */
function lost(end: IsoDate, days: number): PregnancyPlan {
  return {
    ...FIRST_PREGNANCY,
    outcome: 'miscarriage',
    lastMenstrualPeriod: dayOf(end) - days,
    end: dayOf(end),
    children: [{ ...QUIET_CHILD, sex: 'female', stillborn: true }],
  }
}

function expected(name: string, dueDate: IsoDate, ...others: readonly string[]): PregnancyPlan {
  return {
    ...FIRST_PREGNANCY,
    outcome: 'ongoing',
    lastMenstrualPeriod: dayOf(dueDate) - 280,
    end: null,
    children: [name, ...others].map((one) => ({ ...QUIET_CHILD, jgz: STEADY, ...called(one) })),
  }
}

function called(name: string): Pick<ChildPlan, 'planted' | 'given' | 'sex'> {
  return {
    planted: name,
    given: name.charAt(0).toUpperCase() + name.slice(1),
    sex: byName(name).sex,
  }
}

function taken(kind: 'adoption' | 'foster-care', since: IsoDate): Story {
  return { custody: { kind, day: dayOf(since) } }
}

function byName(name: string): Planted {
  const found = PLANTED.find((each) => each.name === name)
  if (found === undefined) throw new Error('A planted family names a child that is not in the list')
  return found
}
