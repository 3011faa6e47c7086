/**
 * What is true in Waterdam.
 *
 * One population; each view (`brp`, `birth-care`, `jgz`, `childcare`, `social-domain`) writes it the way
 * that registry would, and leaves out what that registry cannot know. Dates are ISO `YYYY-MM-DD`, date-times
 * ISO with offset, so that a view decides how its registry writes them. Nothing here is known to Kindlijn.
 *
 * @module
 */

/** The invented municipality; all codes begin with its gemeentecode. */
export const WATERDAM = { code: '9999', name: 'Waterdam' } as const

/** Today in the sandbox. Nothing happened after it; what lies ahead is planned or expected. */
export const REFERENCE_DATE = '2026-09-01'

export type IsoDate = string
export type IsoDateTime = string
export type Sex = 'male' | 'female'

export interface PopulationOptions {
  readonly seed: number
  /** How many live-born children at least; the last family may bring one or two more. */
  readonly children: number
  /** Two lockdowns; left out: none. */
  readonly event?: 'none' | 'lockdown'
}

/** A whole household with the pregnancies that fell in the window: the unit in which the population streams. */
export interface Family {
  /** 0, 1, 2, …: the same seed gives the same family at the same number, whatever the size. */
  readonly number: number
  readonly mother: Adult
  /** The other parent, known to the population register or not at all. */
  readonly partner: Adult | null
  /** Oldest first; the last one is where they live now. */
  readonly residences: readonly Residence[]
  readonly circumstances: Circumstances
  /** Oldest first. */
  readonly pregnancies: readonly Pregnancy[]
  /** When they left the country; the last residence is then the one that they left. */
  readonly emigratedOn: IsoDate | null
}

export interface PersonName {
  readonly given: string
  readonly initials: string
  /** `van`, `de`, `van der`, … */
  readonly prefix: string | null
  readonly family: string
}

export interface Person {
  /** From the range 9999xxxxx and eleven-proof; null for who has none (a foreign parent, an undocumented child). */
  readonly bsn: string | null
  readonly name: PersonName
  readonly sex: Sex
  readonly birthDate: IsoDate
  /** How much of the birth date is known to the registers. */
  readonly birthDateKnown: 'day' | 'month' | 'year' | 'none'
  readonly birthCountry: { readonly code: string; readonly name: string }
  readonly deathDate: IsoDate | null
}

export interface Adult extends Person {
  readonly education: 'low' | 'middle' | 'high'
  readonly speaksDutch: boolean
}

export interface Residence {
  readonly from: IsoDate
  readonly municipality: { readonly code: string; readonly name: string }
  readonly street: string
  readonly houseNumber: number
  readonly houseLetter: string | null
  /** `1234AB`. */
  readonly postcode: string
  readonly city: string
  /** CBS wijk, `WKggggww`. */
  readonly district: string
  /** Sixteen digits: gemeentecode + `010` + … (BAG adresseerbaar object). */
  readonly bagId: string
}

export interface Circumstances {
  readonly lowIncome: boolean
  readonly singleParent: boolean
  readonly smokedInPregnancy: boolean
  readonly secretAddress: boolean
  /** In the target group for voorschoolse educatie. */
  readonly vveTarget: boolean
}

export type PregnancyOutcome = 'ongoing' | 'birth' | 'miscarriage' | 'ectopic' | 'termination'

export interface Pregnancy {
  /** A UUID: the dossiernummer, and the group identifier of its episodes of care. */
  readonly id: string
  readonly lastMenstrualPeriod: IsoDate
  /** The definitive à terme date. */
  readonly dueDate: IsoDate
  readonly gravidity: number
  readonly parity: number
  /** The midwife's practice or hospital: AGB code and name. */
  readonly practice: { readonly agb: string; readonly name: string }
  /** Oldest first; the first is the intake. */
  readonly visits: readonly PrenatalVisit[]
  readonly maternalPertussisVaccination: IsoDate | null
  readonly outcome: PregnancyOutcome
  readonly endDate: IsoDate | null
  readonly delivery: Delivery | null
  /** One per unborn or born child, in the order of rank. */
  readonly children: readonly Child[]
}

export interface PrenatalVisit {
  readonly date: IsoDate
  readonly kind: 'intake' | 'check' | 'ultrasound' | 'home-visit' | 'phone'
  readonly gestationalAgeDays: number
}

export type PlaceOfBirth =
  | 'home'
  | 'birth-centre'
  | 'hospital-outpatient'
  | 'hospital'
  | 'on-the-way'
export type ModeOfBirth =
  | 'spontaneous'
  | 'assisted-vaginal'
  | 'elective-caesarean'
  | 'emergency-caesarean'

export interface Delivery {
  readonly at: IsoDateTime
  readonly place: PlaceOfBirth
}

export interface Child {
  /** `anna`, `bram`, … for who is planted; otherwise null. */
  readonly planted: string | null
  /** 1, 2, …: the order in which the children of one pregnancy were born, or lie. */
  readonly rank: number
  /** Null until the child is born, and for who was never alive outside the womb. */
  readonly person: Person | null
  readonly birth: Birth | null
  readonly jgz: JgzRecord | null
  readonly childcare: ChildcareRecord
  readonly socialDomain: SocialDomainRecord
  /** Set with the quirks `adopted` and `foster-care`: who took the child in, since when, and where. */
  readonly custody: Custody | null
  /** Other peculiarities that a view must honour. */
  readonly quirks: readonly Quirk[]
}

export interface Custody {
  readonly kind: 'adoption' | 'foster-care'
  /** For an adoption: when the legal tie began, and that with the birth parents ended. */
  readonly since: IsoDate
  /** Adoptive parents are the parents in the population register; foster parents are not. */
  readonly carers: readonly Adult[]
  /** Where the child lives from that day on. */
  readonly residence: Residence
}

/** What a view must get wrong or leave out on purpose, because the real registry would. */
export type Quirk =
  /** Birth care recorded no BSN for this child, only its own number. */
  | 'no-bsn-in-birth-care'
  /** Birth care has nothing at all: born elsewhere. */
  | 'unknown-to-birth-care'
  /** Birth care has the pregnancy only, and takes it for one that goes on: the child was born elsewhere. */
  | 'born-elsewhere'
  /** No register of persons knows the child yet, and birth care has no number. */
  | 'not-registered-yet'
  /** The population register names this child before those that were born earlier. */
  | 'named-first-in-register'
  /** A parent in the population register has no BSN. */
  | 'parent-without-bsn'
  /** The parents in the population register are the adoptive ones. */
  | 'adopted'
  /** Lives with foster parents; the legal parents are unchanged. */
  | 'foster-care'
  /** Left the municipality; the current residence lies elsewhere. */
  | 'moved-away'
  /** Came from another municipality after birth. */
  | 'moved-in'
  | 'emigrated'
  /** The dossier of youth health care has no BSN, though there is one. */
  | 'no-bsn-in-jgz'
  /** The dossier of youth health care has a name with a slip of the pen. */
  | 'misspelt-in-jgz'
  /** The dossier of youth health care has the address that the family left. */
  | 'former-address-in-jgz'

export interface Birth {
  readonly at: IsoDateTime
  readonly outcome: 'live-birth' | 'stillbirth'
  readonly sex: Sex
  readonly gestationalAgeDays: number
  readonly weightGrams: number
  readonly lengthMillimetres: number
  readonly headCircumferenceMillimetres: number
  /** After 1, 5 and 10 minutes. */
  readonly apgar: readonly [number, number, number]
  readonly mode: ModeOfBirth
  readonly multiple: boolean
  /** For a stillbirth, or a death in the first 28 days. */
  readonly perinatalDeath: {
    readonly phase: 'antepartum' | 'durante-partu' | 'neonatal'
    readonly date: IsoDate
  } | null
}

export interface JgzRecord {
  /** The number of the dossier at the JGZ organisation. */
  readonly dossier: string
  /** Oldest first; planned ones lie after the reference date. */
  readonly contacts: readonly JgzContact[]
  readonly vaccinations: readonly JgzVaccination[]
  readonly referrals: readonly JgzReferral[]
  /** 1417 with the reason 1493 where it is false; null where it was never asked. */
  readonly vve: {
    readonly recordedOn: IsoDate
    readonly takesPart: boolean
    readonly reasonNot: string | null
  } | null
  /** 1197 Status in zorg (W0625): 01 regular, 02 no use, 03 vaccinations only. */
  readonly careStatus: '01' | '02' | '03'
  /** 487 Reden einde zorg (W0626), with its date. */
  readonly careEnd: { readonly reason: '01' | '02' | '03' | '04'; readonly date: IsoDate } | null
}

export interface JgzContact {
  /** Unique within the organisation. */
  readonly id: string
  readonly date: IsoDate
  /** 494 Soort activiteit (W0188), with the current codes: 35, 01, 37, 38, 39, 22, … */
  readonly activity: string
  /** 1577 Vorm (W0679). */
  readonly form: string
  /** 1605 Status (W0690); null while it lies ahead. */
  readonly status: string | null
  /** 1599 Discipline (W0686). */
  readonly discipline: string
  /** Verzoeker (W0659): who asked for it; null for the regular programme. */
  readonly requestedBy: string | null
  readonly observations: readonly JgzObservation[]
}

/** One BDS element of one contact: 235 in mm, 245 in g, 252 in mm, 879–1002 with `1`, `2` or `3` (W0438), … */
export interface JgzObservation {
  readonly element: number
  readonly value: string
  /** The W-list of a coded value, `W0438`. */
  readonly list: string | null
}

export interface JgzVaccination {
  readonly date: IsoDate
  /** 461 Soort vaccinatie (W0422). */
  readonly vaccine: string
  /** 1, 2, …: which dose of this vaccine. */
  readonly dose: number
  readonly batch: string | null
  /** 686 Reden (W0417). */
  readonly reason: string
  /** 683 Bezwaar (W0323): set when it was refused, and then it was not given. */
  readonly refusal: '1' | '2' | 'OTH' | null
}

export interface JgzReferral {
  readonly date: IsoDate
  readonly contact: string
  /** 485 Indicatie (W0619). */
  readonly indication: string
  /** 1159 Verwijzing (W0621): 11 is VVE, 30–32 jeugdhulp. */
  readonly to: string
}

export interface ChildcareRecord {
  /** Oldest first. */
  readonly enrolments: readonly Enrolment[]
  /** Left out: nobody sends a waiting list. */
  readonly waiting?: readonly WaitingSpell[]
}

export interface WaitingSpell {
  readonly id: string
  /** Which location of {@link Location}. */
  readonly lrkId: string
  readonly since: IsoDate
  readonly until: IsoDate
  readonly hoursPerWeek: number
}

export interface Enrolment {
  /** The contract number at the provider. */
  readonly id: string
  /** Which location of {@link Location}. */
  readonly lrkId: string
  readonly from: IsoDate
  readonly to: IsoDate | null
  readonly endReason: 'age-four' | 'moved' | 'cost' | 'job-loss' | 'other' | null
  readonly hoursPerWeek: number
  readonly vveGroup: boolean
  readonly vveHoursPerWeek: number
  /** Who pays: kinderopvangtoeslag, sociaal-medische indicatie, municipality, the parents. */
  readonly financing: 'KOT' | 'SMI' | 'gemeente' | 'eigen'
  /** `doelgroepindicatie`, when and by whom (`JGZ` or `gemeente`). */
  readonly indication: { readonly date: IsoDate; readonly by: 'JGZ' | 'gemeente' } | null
  /** Why it is emergency care (noodopvang); left out: it is not. */
  readonly emergency?: 'cruciaal-beroep' | 'kwetsbaar'
  /** Per month `YYYY-MM`, oldest first, up to the reference date. */
  readonly months: readonly {
    readonly month: string
    readonly plannedHours: number
    readonly attendedHours: number
  }[]
}

/** A childcare location of Waterdam, as the national register (LRK) knows it. */
export interface Location {
  readonly lrkId: string
  readonly kind: 'KDV' | 'BSO' | 'VGO' | 'GOB'
  readonly name: string
  readonly places: number
  readonly vve: boolean
  readonly registered: IsoDate
  readonly deregistered: boolean
  readonly residence: Residence
  readonly holder: {
    readonly name: string
    readonly kvk: string
    readonly branch: string
    readonly legalForm: string
  }
  /** For a gastouder: the bureau. */
  readonly agency: string | null
}

export interface SocialDomainRecord {
  readonly allocations: readonly Allocation[]
  readonly cases: readonly WijkteamCase[]
}

/** A toegewezen jeugdhulpproduct (iJw). */
export interface Allocation {
  /** ToewijzingNummer. */
  readonly number: string
  /** AGB code of the provider. */
  readonly provider: string
  /** JZ020. */
  readonly category: string
  /** Five characters, `45A03`. */
  readonly product: string
  /** Toewijzingsdatum + Toewijzingstijd. */
  readonly allocatedAt: IsoDateTime
  readonly from: IsoDate
  readonly to: IsoDate | null
  readonly volume: {
    readonly amount: number
    readonly unit: '01' | '04' | '14' | '16'
    readonly frequency: '2' | '4' | '6'
  }
  /** COD327. */
  readonly referredBy: string
  /** JW305, with the date on which the provider told it; null: never started. */
  readonly start: { readonly date: IsoDate; readonly reportedOn: IsoDate } | null
  /** JW307; the reason is JZ588. */
  readonly stop: {
    readonly date: IsoDate
    readonly reportedOn: IsoDate
    readonly reason: string
  } | null
}

/** A case of the neighbourhood team. */
export interface WijkteamCase {
  readonly id: string
  readonly openedOn: IsoDate
  readonly closedOn: IsoDate | null
  /** Aanmelder. */
  readonly reportedBy: 'ouder' | 'JGZ' | 'huisarts' | 'kinderopvang' | 'verloskundige' | 'overig'
  /** Regie: who leads the plan. */
  readonly lead: 'wijkteam' | 'JGZ' | 'gezin'
  readonly team: string
}
