/**
 * Of who a dossier is about, what linking compares: name, sex, home, mother and order of birth.
 *
 * @module
 */

import type { Linkable } from '../linkable.ts'
import type { Fact } from './jgz-dob-facts.ts'
import type { Node } from './jgz-dob-tree.ts'

export type DossierPerson = Omit<Linkable, 'bsn' | 'birthDate' | 'bornTogether'>

const SEXES: Readonly<Record<string, Linkable['sex']>> = { M: 'male', F: 'female' }
/** W0096, of HL7: natural mother. */
const MOTHER = 'NMTH'
const BSN = '2.16.840.1.113883.2.4.6.3'

export function toPerson(patient: Node, facts: readonly Fact[]): DossierPerson {
  const first = (...elements: readonly number[]) => {
    for (const element of elements) {
      const fact = facts.find((one) => one.element === element && !one.ofOther && !one.negated)
      const text = fact?.value ?? fact?.code
      if (text) return text
    }
    return null
  }
  const rank = Number(first(109))
  return {
    // The name in the register, or else the one that is used.
    familyName: first(4, 2),
    prefix: first(4) === null ? first(1) : first(3),
    givenNames: first(6, 5),
    sex: SEXES[first(19) ?? ''] ?? null,
    postcode: first(16),
    houseNumber: [first(12), first(13)].filter((part) => part !== null).join('') || null,
    mother: toMother(patient),
    rank: Number.isInteger(rank) && rank > 0 ? rank : null,
  }
}

/** Who gave birth; nobody where that is not said of exactly one. */
function toMother(patient: Node): Linkable['mother'] {
  const [relation, another] = relationsIn(patient).filter(
    ({ children }) => codeIn(children) === MOTHER,
  )
  const holder = relation?.children.find(({ name }) => name === 'relationshipHolder')
  if (!holder || another) return null
  const within = (name: string) => holder.children.find((child) => child.name === name)
  const parts = within('name')?.children ?? []
  const text = (name: string) => parts.find((part) => part.name === name)?.text.trim() || null
  const id = holder.children.find(
    ({ name, attributes }) => name === 'id' && attributes.root === BSN,
  )
  const born = within('birthTime')?.attributes.value
  const mother = {
    bsn: id?.attributes.extension ?? null,
    familyName: text('family'),
    prefix: text('prefix'),
    birthDate: born && /^\d{8}/.test(born) ? toIso(born) : null,
  }
  return mother.bsn || mother.familyName ? mother : null
}

function relationsIn(node: Node): readonly Node[] {
  return node.children.flatMap((child) =>
    child.name === 'personalRelationship' ? [child] : relationsIn(child),
  )
}

function codeIn(children: readonly Node[]): string | undefined {
  return children.find(({ name }) => name === 'code')?.attributes.code
}

function toIso(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`
}
