/**
 * The whole access policy, as tables.
 *
 * A privacy officer reads this file top to bottom; it imports nothing. What is not granted here is denied.
 *
 * @module
 */

/** One scope per group of fields that is always granted together, with what it opens. */
export const SCOPES = {
  'child:read': 'That there is a child with this id.',
  'child:find': 'To search a child by name and birth date.',
  'child:identity': 'Name, sex, birth date and death of a child.',
  'child:residence': 'Where a child lives, and in which municipality.',
  'child:residences': 'In which municipalities a child lived, and when; no addresses.',
  'child:family': 'Who the legal parents of a child are and who decides for it, without names.',
  'child:siblings':
    'Brothers and sisters of a child; what is told of each takes scopes of its own.',
  'birth-care:find': 'To search the pregnancies of a woman by her name and birth date.',
  'birth-care:expected':
    'Of which pregnancy a child is: due date, how it ended, the children in it.',
  'birth-care:losses': 'That a pregnancy ended without a child that lives.',
  'child:identities': 'By which pseudonyms the registries know a child, and why we think so.',
  'child:views':
    'For each domain whether it has something of a child, and if not, why; not what it has.',
  'child:objections': 'That a family objected to the use of what a domain has of a child.',
  'child:object': 'To write down objections and consents of a family, and to see all of them.',
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
  'social-domain:offers': 'The map of offers (sociale kaart). No persons.',
  'journey:timeline': 'The events of all domains that the viewer may read, in one line.',
  'journey:sight':
    'Whether a child is in sight of the domains that the viewer may read, what is expected, and how it was reached.',
  'journey:handovers':
    'Whether what one organisation handed to another arrived and was followed, where both may be read.',
  'journey:situations':
    'What a family is in by what the domains that the viewer may read recorded, and how it changed; no score.',
  'journey:childcare':
    'How a child came to childcare, and whether it has a place that is meant for it, by what JGZ and childcare recorded.',
  'journey:lists':
    'Work lists: which children, of those with whom the viewer has to do, are out of sight, overdue, or without a place.',
  'journey:vaccinations': 'How a child stands in the immunisation programme, disease by disease.',
  'insight:read': 'Numbers about many children, each of which was judged before it leaves.',
  'linkage:cases':
    'What is for a person to decide, with levels and weights; no names, numbers, dates.',
  'linkage:decide': 'To decide such a case, and to break a link.',
  'linkage:quality': 'How well the records of each registry could be linked, in numbers.',
  'account:read': 'Which organisations read about a child, when, and for which purpose.',
  'emergency:break': 'To open one child in an emergency, for an hour, with a reason.',
  'emergency:review': 'Who opened a child in an emergency, and to look at it afterwards.',
  'registry:status': 'Which registries are linked, and how fresh they are. No persons.',
} as const

export type Scope = keyof typeof SCOPES

/**
 * How near a purpose may come to one person. A linker works with numbers that stand for persons; who counts sees
 * none.
 */
export type Grain = 'individual' | 'pseudonym' | 'aggregate'

/** Whose registries hold the data. */
export type DataDomain = 'population' | 'birth-care' | 'jgz' | 'childcare' | 'social-domain'

/** What the law says, since when, and until when: the last day is in force. Null: not yet, or without end. */
export interface LegalGround {
  readonly citation: string
  readonly inForceFrom: string | null
  readonly inForceTo: string | null
}

interface PurposeText {
  readonly title: string
  readonly grain: Grain
  /** Of which a person's data may be read. */
  readonly domains: readonly DataDomain[]
  readonly ground: LegalGround
}

const ALL_DOMAINS = ['population', 'birth-care', 'jgz', 'childcare', 'social-domain'] as const

/** Why data are read. No purpose, no data (AVG art. 5(1)(b)); no ground in force on the day, no purpose. */
export const PURPOSES = {
  'youth-health-care': {
    title: 'Youth health care for a child in care',
    grain: 'individual',
    domains: ALL_DOMAINS,
    ground: {
      citation: 'Wpg art. 5; WGBO (BW 7:457)',
      inForceFrom: '2008-12-01',
      inForceTo: null,
    },
  },
  'birth-care': {
    title: 'Care around pregnancy and birth',
    grain: 'individual',
    domains: ['population', 'birth-care'],
    ground: { citation: 'WGBO (BW 7:457)', inForceFrom: '1995-04-01', inForceTo: null },
  },
  'childcare-placement': {
    title: 'Placement in childcare and early childhood education (VVE)',
    grain: 'individual',
    domains: ['population', 'jgz', 'childcare'],
    ground: {
      citation: 'WPO art. 159; Wet kinderopvang art. 1.50b',
      inForceFrom: '2010-08-01',
      inForceTo: null,
    },
  },
  'youth-support': {
    title: 'Access to, and coordination of, youth help',
    grain: 'individual',
    domains: ['population', 'social-domain'],
    ground: { citation: 'Jeugdwet art. 7.4.0', inForceFrom: '2015-01-01', inForceTo: null },
  },
  emergency: {
    title: 'Care in an emergency (noodtoegang): one child, for an hour, looked at afterwards',
    grain: 'individual',
    domains: ['population', 'birth-care', 'jgz'],
    ground: {
      citation: 'AVG art. 6(1)(d) and 9(2)(c)',
      inForceFrom: '2018-05-25',
      inForceTo: null,
    },
  },
  'coordinated-approach': {
    title: 'Coordinated approach to multiple problems (gecoördineerde aanpak)',
    grain: 'individual',
    domains: ALL_DOMAINS,
    ground: {
      citation:
        'Wams (Wet aanpak meervoudige problematiek sociaal domein), Kamerstukken 36 295: a bill, not in force',
      inForceFrom: null,
      inForceTo: null,
    },
  },
  'monitor-0-4': {
    title: 'Monitoring of children from pregnancy to four, in numbers',
    grain: 'aggregate',
    domains: ALL_DOMAINS,
    ground: {
      citation: 'Jeugdwet art. 7.4.1; Wpg art. 5',
      inForceFrom: '2015-01-01',
      inForceTo: null,
    },
  },
  research: {
    title: 'Research on numbers',
    grain: 'aggregate',
    domains: ALL_DOMAINS,
    ground: { citation: 'AVG art. 89; UAVG art. 24', inForceFrom: '2018-05-25', inForceTo: null },
  },
  accountability: {
    title: 'Giving account to a child, or its parents, of who read about it',
    grain: 'individual',
    domains: ['population'],
    ground: {
      citation: 'AVG art. 5(2) and 15; Wabvpz art. 15e',
      inForceFrom: '2020-07-01',
      inForceTo: null,
    },
  },
  linkage: {
    title: 'Linking of registries and review of links',
    grain: 'pseudonym',
    domains: ALL_DOMAINS,
    ground: { citation: 'AVG art. 28 and 32', inForceFrom: '2018-05-25', inForceTo: null },
  },
} as const satisfies Record<string, PurposeText>

export type Purpose = keyof typeof PURPOSES

/** For so long a child is open to whom broke the glass. */
export const EMERGENCY_MINUTES = 60

export const ROLES = [
  'youth-nurse',
  'midwife',
  'childcare-mentor',
  'neighbourhood-team-worker',
  'dashboard',
  'analyst',
  'linker',
  'privacy-officer',
] as const

export type Role = (typeof ROLES)[number]

/** What may save a child: who it is, who decides for it, how it was born, what it had and was sent on for. */
const IN_AN_EMERGENCY = [
  'emergency:break',
  'child:read',
  'child:identity',
  'child:family',
  'birth-care:read',
  'birth-care:birth',
  'jgz:read',
  'jgz:growth',
  'jgz:vaccinations',
  'jgz:referrals',
] as const satisfies readonly Scope[]

/**
 * What a viewer has to have to do with a child, beside working for its municipality. One of those that a grant names is
 * enough; where it names none, there is no child.
 */
export const RELATIONS = {
  municipality: 'Nothing more than that: every child of the municipalities of the viewer.',
  'own-registry':
    'A registry of the viewer’s organisation (`organisations` in `registries/`) has a record of the child, which is linked to it now.',
  'responsible-region':
    'No registry of youth health care has a record of the child, and it lives in the region (`region` in `registries/`) of one of the viewer’s organisation.',
  'broken-glass': 'The viewer broke the glass of this child, within the hour.',
} as const

export type Relation = keyof typeof RELATIONS

interface Grant {
  readonly role: Role
  readonly purpose: Purpose
  readonly relations: readonly Relation[]
  /** Why these. */
  readonly because: string
  readonly scopes: readonly Scope[]
}

const AFTER_THE_GLASS = {
  relations: ['broken-glass'],
  because:
    'AVG art. 6(1)(d): one child, of whom it was said why; whatever the organisation has of it.',
} as const satisfies Pick<Grant, 'relations' | 'because'>

export const GRANTS: readonly Grant[] = [
  {
    role: 'youth-nurse',
    purpose: 'youth-health-care',
    relations: ['own-registry', 'responsible-region'],
    because:
      'WGBO (BW 7:457 lid 2): who is involved in the care. Wpg art. 5: every child of the region is offered it, also a newborn of whom there is no dossier yet.',
    scopes: [
      'child:read',
      'child:find',
      'birth-care:find',
      'birth-care:expected',
      'child:identity',
      'child:residence',
      'child:residences',
      'child:family',
      'child:siblings',
      'child:views',
      'child:objections',
      'child:object',
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
      'journey:sight',
      'journey:handovers',
      'journey:situations',
      'journey:vaccinations',
      'journey:lists',
      'journey:childcare',
      'childcare:locations',
      'social-domain:offers',
      'registry:status',
    ],
  },
  {
    role: 'midwife',
    purpose: 'birth-care',
    relations: ['own-registry'],
    because: 'WGBO (BW 7:457 lid 2): of a pregnancy or a birth in the care of the organisation.',
    scopes: [
      'child:read',
      'child:find',
      'birth-care:find',
      'birth-care:expected',
      'birth-care:losses',
      'child:identity',
      'child:views',
      'child:objections',
      'birth-care:read',
      'birth-care:pregnancy',
      'birth-care:birth',
      'journey:timeline',
      'childcare:locations',
      'registry:status',
    ],
  },
  { role: 'youth-nurse', purpose: 'emergency', ...AFTER_THE_GLASS, scopes: IN_AN_EMERGENCY },
  { role: 'midwife', purpose: 'emergency', ...AFTER_THE_GLASS, scopes: IN_AN_EMERGENCY },
  {
    role: 'childcare-mentor',
    purpose: 'childcare-placement',
    relations: ['own-registry'],
    because: 'Wet kinderopvang art. 1.52: there is a contract, or a place on the waiting list.',
    scopes: [
      'child:read',
      'child:find',
      'child:identity',
      'child:views',
      'jgz:read',
      'jgz:vve',
      'childcare:read',
      'childcare:enrolments',
      'childcare:attendance',
      'childcare:meldcode',
      'journey:timeline',
      'journey:sight',
      'journey:childcare',
      'childcare:locations',
      'registry:status',
    ],
  },
  {
    role: 'neighbourhood-team-worker',
    purpose: 'youth-support',
    relations: ['own-registry'],
    because: 'Jeugdwet art. 7.4.0: help was asked, or given.',
    scopes: [
      'child:read',
      'child:find',
      'child:identity',
      'child:residence',
      'child:residences',
      'child:family',
      'child:views',
      'social-domain:read',
      'social-domain:allocations',
      'social-domain:cases',
      'journey:timeline',
      'journey:sight',
      'childcare:locations',
      'social-domain:offers',
      'registry:status',
    ],
  },
  {
    role: 'dashboard',
    purpose: 'monitor-0-4',
    relations: [],
    because: 'Who counts sees no child.',
    scopes: [
      'insight:read',
      'childcare:locations',
      'social-domain:offers',
      'linkage:quality',
      'registry:status',
    ],
  },
  {
    role: 'analyst',
    purpose: 'research',
    relations: [],
    because: 'Who counts sees no child.',
    scopes: [
      'insight:read',
      'childcare:locations',
      'social-domain:offers',
      'linkage:quality',
      'registry:status',
    ],
  },
  {
    role: 'linker',
    purpose: 'linkage',
    relations: ['municipality'],
    because:
      'AVG art. 28: links the records of all registries, by pseudonyms; a doubt is about whom nothing is linked to yet.',
    scopes: [
      'child:read',
      'child:identities',
      'child:views',
      'linkage:cases',
      'linkage:decide',
      'linkage:quality',
      'childcare:locations',
      'registry:status',
    ],
  },
  {
    role: 'privacy-officer',
    purpose: 'accountability',
    relations: ['municipality'],
    because: 'AVG art. 15: any child of the municipality, or its parents, may ask.',
    scopes: [
      'child:find',
      'child:read',
      'child:identity',
      'child:objections',
      'child:object',
      'account:read',
      'emergency:review',
      'childcare:locations',
      'registry:status',
    ],
  },
]

/** What is about no person, or about one only as a number that stands for it. All else is about a person. */
export const GRAIN_OF: Readonly<Partial<Record<Scope, Grain>>> = {
  'child:read': 'pseudonym',
  'child:identities': 'pseudonym',
  'child:views': 'pseudonym',
  'linkage:cases': 'pseudonym',
  'linkage:decide': 'pseudonym',
  'childcare:locations': 'aggregate',
  'social-domain:offers': 'aggregate',
  'insight:read': 'aggregate',
  'linkage:quality': 'aggregate',
  'registry:status': 'aggregate',
}

const OF_COURSES_OF_LIFE = [
  'child:read',
  'child:identity',
  'child:residence',
  'journey:sight',
  'birth-care:expected',
  'birth-care:read',
  'birth-care:pregnancy',
  'birth-care:birth',
  'jgz:read',
  'jgz:contacts',
  'jgz:vaccinations',
  'jgz:referrals',
  'jgz:care',
  'childcare:read',
  'childcare:enrolments',
  'childcare:attendance',
  'social-domain:read',
  'social-domain:allocations',
  'social-domain:cases',
] as const satisfies readonly Scope[]

/**
 * What is counted for a purpose of numbers: a part of the graph is fed it, of every child of the municipalities for which
 * somebody counts, and keeps it in memory. Nobody in person holds any of it, and what is counted leaves in numbers only.
 */
export const COUNTED: Readonly<Partial<Record<Purpose, readonly Scope[]>>> = {
  'monitor-0-4': OF_COURSES_OF_LIFE,
  research: OF_COURSES_OF_LIFE,
}

/** All of the above: what is judged by. */
export interface Policy {
  readonly purposes: Readonly<Record<Purpose, PurposeText>>
  readonly grants: readonly Grant[]
  readonly grains: Readonly<Partial<Record<Scope, Grain>>>
}

export const POLICY: Policy = { purposes: PURPOSES, grants: GRANTS, grains: GRAIN_OF }

export interface Who {
  readonly role: Role
  readonly purpose: Purpose
  /** Not in person: a part of the graph. */
  readonly isFed?: true
}

/** What follows from a policy. A day is `2026-09-01`, in the Netherlands; left out: today. */
export interface Judgement {
  /** Whether the law gives a purpose its ground. */
  isInForce(purpose: Purpose, day?: string): boolean
  /** Whether data of a domain may be used for a purpose at all, be it in numbers. */
  mayUse(purpose: Purpose, domain: DataDomain, day?: string): boolean
  /** What a role may read for a purpose: what it is granted, cut to what the purpose allows. */
  scopesOf(role: Role, purpose: Purpose, day?: string): ReadonlySet<Scope>
  /** What a viewer has to have to do with a child; one of these is enough, and of none there is no child. */
  relationsOf(who: Who, day?: string): ReadonlySet<Relation>
}

const NEARNESS: readonly Grain[] = ['aggregate', 'pseudonym', 'individual']
const NO_SCOPES: ReadonlySet<Scope> = new Set()
const NO_RELATIONS: ReadonlySet<Relation> = new Set()
const OF_MUNICIPALITY: ReadonlySet<Relation> = new Set(['municipality'])

export function judging({ purposes, grants, grains }: Policy): Judgement {
  const grainOf = (scope: Scope): Grain => grains[scope] ?? 'individual'
  const nameOf = ({ role, purpose }: Who) => `${role}\n${purpose}`
  const granted = new Map(
    grants.map((grant) => {
      const scopes = grant.scopes.filter((scope) => isWithin(grant.purpose, scope))
      return [nameOf(grant), { scopes: new Set(scopes), relations: new Set(grant.relations) }]
    }),
  )

  /** Whose data a scope opens; null where it opens nothing that a registry holds of a person. */
  function domainOf(scope: Scope): DataDomain | null {
    if (grainOf(scope) === 'aggregate') return null
    const [prefix] = scope.split(':')
    if (prefix === 'child') return 'population'
    return ALL_DOMAINS.find((domain) => domain === prefix) ?? null
  }

  function isWithin(purpose: Purpose, scope: Scope): boolean {
    const { grain, domains } = purposes[purpose]
    const domain = domainOf(scope)
    const isNear = NEARNESS.indexOf(grainOf(scope)) <= NEARNESS.indexOf(grain)
    return isNear && (domain === null || domains.includes(domain))
  }

  function isInForce(purpose: Purpose, day = today()): boolean {
    const { inForceFrom, inForceTo } = purposes[purpose].ground
    return inForceFrom !== null && inForceFrom <= day && (inForceTo === null || day <= inForceTo)
  }

  return {
    isInForce,
    mayUse: (purpose, domain, day) =>
      isInForce(purpose, day) && purposes[purpose].domains.includes(domain),
    scopesOf(role, purpose, day) {
      if (!isInForce(purpose, day)) return NO_SCOPES
      return granted.get(nameOf({ role, purpose }))?.scopes ?? NO_SCOPES
    },
    relationsOf(who, day) {
      if (!isInForce(who.purpose, day)) return NO_RELATIONS
      if (who.isFed && COUNTED[who.purpose]) return OF_MUNICIPALITY
      return granted.get(nameOf(who))?.relations ?? NO_RELATIONS
    },
  }
}

export const { isInForce, mayUse, scopesOf, relationsOf } = judging(POLICY)

export function mayRead({ role, purpose, isFed }: Who, scope: Scope): boolean {
  return scopesOf(role, purpose).has(scope) || (isFed === true && isCounted(purpose, scope))
}

function isCounted(purpose: Purpose, scope: Scope): boolean {
  return isInForce(purpose) && (COUNTED[purpose]?.includes(scope) ?? false)
}

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' })
const SECOND = 1_000
let day = ''
let until = 0

/** The law changes at midnight in the Netherlands; asking for the time zone a hundred thousand times a second is dear. */
export function today(): string {
  const now = Date.now()
  if (now >= until || now < until - SECOND) {
    day = DAY.format(now)
    until = now + SECOND
  }
  return day
}
