/**
 * Of a dossier with a secret address: codes and numbers, and no words, in which any place may stand. Where JGZ sees a
 * child is in no part of the record.
 *
 * @module
 */

import { type Shield, withoutWords } from '../shield.ts'
import type { JgzRecord } from './source.ts'

export const SHIELD: Shield<JgzRecord> = {
  contacts: 'whole',
  growth: 'whole',
  vaccinations: 'whole',
  development: 'whole',
  referrals: 'whole',
  vve: 'whole',
  newborn: (told) => ({
    ...told,
    congenitalAnomalies: null,
    multiple: withoutWords({ value: told.multiple, unit: null }).value,
  }),
  heelPricks: (told) => told.map((heelPrick) => ({ ...heelPrick, remarks: null })),
  care: 'whole',
  consents: 'whole',
  observations: (told) => told.map(withoutWords),
}
