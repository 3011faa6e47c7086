/**
 * Which parts of a person's record the fields below a resolver will read.
 *
 * A resolver that must know whether a child may be seen would else ask the register before its fields do, and the
 * register would be asked twice.
 *
 * @module
 */

import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql'
import type { PersonRecord } from './source.ts'

type Part = keyof PersonRecord

/** A reference to a domain takes the child's parents; see `references.ts`. */
const PARTS: Readonly<Record<string, Part>> = {
  name: 'identity',
  sex: 'identity',
  birthDate: 'identity',
  deathDate: 'identity',
  residence: 'residence',
  birthCareRef: 'kinship',
  jgzRef: 'kinship',
  childcareRef: 'kinship',
  socialDomainRef: 'kinship',
}

export function partsAsked({ fieldNodes, fragments }: GraphQLResolveInfo): readonly Part[] {
  const parts = new Set<Part>()
  const visit = (selectionSet: SelectionSetNode | undefined): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === 'Field') {
        const part = PARTS[selection.name.value]
        if (part) parts.add(part)
      } else if (selection.kind === 'InlineFragment') visit(selection.selectionSet)
      else visit(fragments[selection.name.value]?.selectionSet)
    }
  }
  for (const { selectionSet } of fieldNodes) visit(selectionSet)
  return [...parts]
}
