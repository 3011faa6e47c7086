/**
 * The whole access policy, as tables.
 *
 * A privacy officer reads this file top to bottom; it imports nothing. What is not granted here is denied.
 *
 * @module
 */

/** One scope per group of fields that is always granted together, with what it opens. */
export const SCOPES = {
  'child:find': 'To search a child by name and birth date.',
  'child:identity': 'Name, sex, birth date and death of a child.',
  'child:residence': 'Where a child lives, and in which municipality.',
  'child:family': 'Who decides for a child, without names.',
  'birth-care:read': 'That birth care has a record of the child.',
  'birth-care:pregnancy': 'The pregnancy: dates, earlier pregnancies, visits.',
  'birth-care:birth': 'The birth: date, gestational age, weight, Apgar, mode, place, rank.',
  'jgz:read': 'That youth health care has a dossier of the child.',
  'jgz:contacts': 'Contact moments with form, status and initiative.',
  'jgz:growth': 'Length, weight and head circumference.',
  'jgz:vaccinations': 'Vaccinations given and refused.',
  'jgz:development': 'Results of development examinations and screenings.',
  'jgz:referrals': 'Referrals by youth health care.',
  'jgz:vve': 'Whether a child takes part in early childhood education, as JGZ recorded it.',
  'jgz:newborn': 'The birth, as JGZ recorded it.',
  'jgz:heel-pricks': 'Heel pricks and their results.',
  'jgz:care': 'Whether a child is in care with JGZ, and why care ended.',
  'jgz:consents': 'Consents and objections, with who gave them.',
  'jgz:observations':
    'What else the dossier holds, element by element; nothing about safety or about others.',
  'childcare:read': 'That a childcare provider has a contract for the child.',
  'childcare:enrolments': 'Contracts with a provider, their location and hours.',
  'childcare:attendance': 'Hours planned and attended per month.',
  'childcare:meldcode': 'When a provider took steps under the meldcode. Confidential.',
  'childcare:locations': 'The public register of childcare locations. No persons.',
  'social-domain:read': 'That the social domain knows the child.',
  'social-domain:allocations': 'Youth help that was allocated, started and stopped.',
  'social-domain:cases': 'Cases of the neighbourhood team.',
  'journey:timeline': 'The events of all domains that the viewer may read, in one line.',
  'registry:status': 'Which registries are linked, and how fresh they are. No persons.',
} as const

export type Scope = keyof typeof SCOPES

export type Grain = 'individual' | 'aggregate'

/** Why data are read. No purpose, no data (AVG art. 5(1)(b)). */
export const PURPOSES = {
  'youth-health-care': {
    title: 'Youth health care for a child in care',
    grain: 'individual',
    ground: 'Wpg art. 5; WGBO (BW 7:457)',
  },
  'birth-care': {
    title: 'Care around pregnancy and birth',
    grain: 'individual',
    ground: 'WGBO (BW 7:457)',
  },
  'childcare-placement': {
    title: 'Placement in childcare and early childhood education (VVE)',
    grain: 'individual',
    ground: 'WPO art. 159; Wet kinderopvang art. 1.50b',
  },
  'youth-support': {
    title: 'Access to, and coordination of, youth help',
    grain: 'individual',
    ground: 'Jeugdwet art. 7.4.0',
  },
  'monitor-0-4': {
    title: 'Monitoring of children from pregnancy to four, in numbers',
    grain: 'aggregate',
    ground: 'Jeugdwet art. 7.4.1; Wpg art. 5',
  },
  research: {
    title: 'Research on numbers',
    grain: 'aggregate',
    ground: 'AVG art. 89; UAVG art. 24',
  },
  linkage: {
    title: 'Linking of registries and review of links',
    grain: 'aggregate',
    ground: 'AVG art. 28 and 32',
  },
} as const satisfies Record<string, { title: string; grain: Grain; ground: string }>

export type Purpose = keyof typeof PURPOSES

export const ROLES = [
  'youth-nurse',
  'midwife',
  'childcare-mentor',
  'neighbourhood-team-worker',
  'dashboard',
  'analyst',
  'linker',
] as const

export type Role = (typeof ROLES)[number]

interface Grant {
  readonly role: Role
  readonly purpose: Purpose
  readonly scopes: readonly Scope[]
}

export const GRANTS: readonly Grant[] = [
  {
    role: 'youth-nurse',
    purpose: 'youth-health-care',
    scopes: [
      'child:find',
      'child:identity',
      'child:residence',
      'child:family',
      'birth-care:read',
      'birth-care:pregnancy',
      'birth-care:birth',
      'jgz:read',
      'jgz:contacts',
      'jgz:growth',
      'jgz:vaccinations',
      'jgz:development',
      'jgz:referrals',
      'jgz:vve',
      'jgz:newborn',
      'jgz:heel-pricks',
      'jgz:care',
      'jgz:consents',
      'jgz:observations',
      'childcare:read',
      'childcare:enrolments',
      'childcare:attendance',
      'social-domain:read',
      'social-domain:allocations',
      'social-domain:cases',
      'journey:timeline',
      'childcare:locations',
      'registry:status',
    ],
  },
  {
    role: 'midwife',
    purpose: 'birth-care',
    scopes: [
      'child:find',
      'child:identity',
      'birth-care:read',
      'birth-care:pregnancy',
      'birth-care:birth',
      'journey:timeline',
      'childcare:locations',
      'registry:status',
    ],
  },
  {
    role: 'childcare-mentor',
    purpose: 'childcare-placement',
    scopes: [
      'child:find',
      'child:identity',
      'jgz:read',
      'jgz:vve',
      'childcare:read',
      'childcare:enrolments',
      'childcare:attendance',
      'childcare:meldcode',
      'journey:timeline',
      'childcare:locations',
      'registry:status',
    ],
  },
  {
    role: 'neighbourhood-team-worker',
    purpose: 'youth-support',
    scopes: [
      'child:find',
      'child:identity',
      'child:residence',
      'child:family',
      'social-domain:read',
      'social-domain:allocations',
      'social-domain:cases',
      'journey:timeline',
      'childcare:locations',
      'registry:status',
    ],
  },
  { role: 'dashboard', purpose: 'monitor-0-4', scopes: ['childcare:locations', 'registry:status'] },
  { role: 'analyst', purpose: 'research', scopes: ['childcare:locations', 'registry:status'] },
  { role: 'linker', purpose: 'linkage', scopes: ['childcare:locations', 'registry:status'] },
]

/** What a role may read for a purpose; empty where nothing is granted. */
export function scopesOf(role: Role, purpose: Purpose): ReadonlySet<Scope> {
  return new Set(
    GRANTS.filter((grant) => grant.role === role && grant.purpose === purpose).flatMap(
      ({ scopes }) => scopes,
    ),
  )
}

export function mayRead(
  viewer: { readonly role: Role; readonly purpose: Purpose },
  scope: Scope,
): boolean {
  return GRANTS.some(
    ({ role, purpose, scopes }) =>
      role === viewer.role && purpose === viewer.purpose && scopes.includes(scope),
  )
}
