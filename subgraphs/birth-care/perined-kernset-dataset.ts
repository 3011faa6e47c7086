/**
 * The dataset of the kernset geboortezorg 2.3.6 (transaction 2437 of the project perinatologie), whole.
 *
 * Both forms of a message are read by it: in the simple form (ADA) an element is called as a concept is; of the form
 * in HL7v3 `perined-kernset-templates.ts` says which concept it is.
 *
 * @module
 */

import { type Concept, group, repeats } from './perined-kernset-concept.ts'
import { CARE } from './perined-kernset-dataset-care.ts'
import { CHILD } from './perined-kernset-dataset-child.ts'
import { PREGNANCY } from './perined-kernset-dataset-pregnancy.ts'
import { WOMAN } from './perined-kernset-dataset-woman.ts'

/** What stands before the last arc of a concept id. */
export const CONCEPT_ROOT = '2.16.840.1.113883.2.4.3.11.60.90.77.2.6.'

export const KERNSET: Concept = group(
  'kernset_geboortezorg',
  2437,
  [...CARE, ...WOMAN, ...PREGNANCY, ...CHILD],
  '1..1',
)

/** Of these one form tells several where the other tells one, so that their number says nothing. */
const UNCOUNTED: ReadonlySet<string> = new Set([
  '82014', // redenen van verwijzing
  '82314', // diagnose, of an earlier pregnancy
  '80766', // lichamelijk onderzoek kind
])

/** Whether the groups of this kind in one place are known apart. */
export function isCounted(concept: Concept): boolean {
  return repeats(concept) && !UNCOUNTED.has(concept.number)
}

/** All concepts with a value, with the groups around them, in the order of the dataset. */
export function* leaves(
  parts: readonly Concept[] = KERNSET.parts,
  groups: readonly string[] = [],
): Generator<{ readonly concept: Concept; readonly groups: readonly string[] }> {
  for (const concept of parts) {
    if (concept.type === 'group') yield* leaves(concept.parts, [...groups, concept.name])
    else yield { concept, groups }
  }
}
