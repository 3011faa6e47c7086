/**
 * The schedules by which something is expected of whom: dated, versioned files in `schedules/`, each with its sources.
 *
 * A rule gets the edition that was in force on the day that is asked about. An organisation that goes by another
 * programme has a file of its own, which names it by the slug of its registry.
 *
 * @module
 */

import { z } from 'zod'
import { HandoverRoute } from './handover-words.ts'
import handovers2026 from './schedules/handovers-2026.json' with { type: 'json' }
import jgzContacts2015 from './schedules/jgz-contacts-2015.json' with { type: 'json' }
import rvp2020 from './schedules/rvp-2020.json' with { type: 'json' }
import rvp2024 from './schedules/rvp-2024.json' with { type: 'json' }
import rvp2025 from './schedules/rvp-2025.json' with { type: 'json' }
import sight2026 from './schedules/sight-2026.json' with { type: 'json' }
import vve2020 from './schedules/vve-2020.json' with { type: 'json' }

const DAY = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const AGE = z.union([
  z.strictObject({ days: z.int().min(0) }),
  z.strictObject({ weeks: z.int().min(0) }),
  z.strictObject({ months: z.int().min(0) }),
])
const EDITION = {
  name: z.string(),
  version: z.string(),
  inForceFrom: DAY,
  /** Since when it was known what it says; left out: since it was in force. */
  knownFrom: DAY.optional(),
  /** Null: everywhere. */
  organisations: z.array(z.string()).nullable(),
  sources: z
    .array(
      z
        .strictObject({ title: z.string(), url: z.url().nullable(), read: DAY.nullable() })
        .readonly(),
    )
    .min(1),
  about: z.string(),
}

const CONTACTS = z.strictObject({
  ...EDITION,
  /** Within this time after somebody moved in a first contact is expected. */
  onArrival: AGE,
  moments: z.array(z.strictObject({ name: z.string(), from: AGE, by: AGE })).min(1),
})
export type ContactSchedule = z.infer<typeof CONTACTS>

const DOSE = z.strictObject({
  /** W0422. */
  vaccine: z.string(),
  dose: z.int().min(1),
  from: AGE,
  /** The last day on which it is in time. */
  to: AGE,
  /** From then on it is no longer given. */
  until: AGE.optional(),
})
export type ExpectedDose = z.infer<typeof DOSE>

export const SCHEMES = ['2+1', '3+1'] as const
export type Scheme = (typeof SCHEMES)[number]

const VACCINATIONS = z.strictObject({
  ...EDITION,
  /** Against what a vaccine (W0422) protects; of one that is not here, it is not told. */
  diseases: z.record(z.string(), z.array(z.string())),
  cohorts: z
    .array(
      z.strictObject({
        bornFrom: DAY,
        /** The first day that is no longer of it. */
        bornUntil: DAY.nullable(),
        schemes: z.strictObject({ '2+1': z.array(DOSE), '3+1': z.array(DOSE) }),
      }),
    )
    .min(1),
})
export type VaccinationSchedule = z.infer<typeof VACCINATIONS>

const SIGHT = z.strictObject({
  ...EDITION,
  attempts: z.array(z.enum(['LETTER', 'TEXT', 'PHONE', 'GROUP'])),
  lasting: z.strictObject({ SUPPORT: AGE, CASE: AGE }),
  /** Youngest first. */
  bands: z
    .array(z.strictObject({ until: AGE, grace: AGE, horizon: AGE, horizonChanged: AGE }))
    .min(1),
})
export type SightRules = z.infer<typeof SIGHT>

const VVE = z.strictObject({
  ...EDITION,
  from: AGE,
  until: AGE,
  hours: z.int(),
  placedWithin: AGE,
})
export type VveSchedule = z.infer<typeof VVE>

const LIMITS = z.strictObject({ sendWithin: AGE, receiveWithin: AGE, followUpWithin: AGE })
const HANDOVERS = z.strictObject({
  ...EDITION,
  routes: z.record(z.enum(HandoverRoute), LIMITS),
})
export type HandoverRules = z.infer<typeof HANDOVERS>

interface Edition {
  readonly inForceFrom: string
  readonly knownFrom?: string | undefined
  readonly organisations: readonly string[] | null
}

/** Every edition of each. */
export const CONTACT_SCHEDULES: readonly ContactSchedule[] = [CONTACTS.parse(jgzContacts2015)]
export const VACCINATION_SCHEDULES: readonly VaccinationSchedule[] = [
  VACCINATIONS.parse(rvp2020),
  VACCINATIONS.parse(rvp2024),
  VACCINATIONS.parse(rvp2025),
]
export const SIGHT_RULES: readonly SightRules[] = [SIGHT.parse(sight2026)]
export const HANDOVER_RULES: readonly HandoverRules[] = [HANDOVERS.parse(handovers2026)]
export const VVE_SCHEDULES: readonly VveSchedule[] = [VVE.parse(vve2020)]

/** Every day on which an edition came, or comes, into force. */
export const IN_FORCE_FROM: readonly string[] = [
  ...CONTACT_SCHEDULES,
  ...VACCINATION_SCHEDULES,
  ...SIGHT_RULES,
  ...HANDOVER_RULES,
  ...VVE_SCHEDULES,
].map(({ inForceFrom }) => inForceFrom)

interface InForceFor {
  /** By which the domain is told: an organisation may have a programme of its own. */
  readonly registries?: readonly string[] | undefined
  /** Left out: whatever is known now. */
  readonly knownOn?: string | undefined
}

/**
 * The latest on that day of those that were known by another; that of the organisation, where it has its own. Undefined
 * before the first.
 */
export function inForce<E extends Edition>(
  editions: readonly E[],
  at: string,
  { registries = [], knownOn = '9999-12-31' }: InForceFor = {},
): E | undefined {
  const begun = editions.filter(
    ({ inForceFrom, knownFrom = inForceFrom }) => inForceFrom <= at && knownFrom <= knownOn,
  )
  const own = begun.filter(({ organisations }) =>
    organisations?.some((slug) => registries.includes(slug)),
  )
  const general = begun.filter(({ organisations }) => organisations === null)
  return (own.length > 0 ? own : general)
    .toSorted((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1))
    .at(-1)
}
