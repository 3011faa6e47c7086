/**
 * Which parts of a person's record the fields below a resolver will read.
 *
 * A resolver that must know whether a child may be seen would else ask the register before its fields do, and the
 * register would be asked twice.
 *
 * @module
 */

import {
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { mayRead, type Scope } from '../../privacy/policy.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { OPENED_BY } from './references.ts'
import type { PersonRecord } from './source.ts'

type Part = keyof PersonRecord

/** With the scope of each field: a part that the viewer may not read is not read for him. */
const PARTS: Readonly<Record<string, readonly [Part | readonly Part[], Scope]>> = {
  name: ['identity', 'child:identity'],
  sex: ['identity', 'child:identity'],
  birthDate: ['identity', 'child:identity'],
  deathDate: ['identity', 'child:identity'],
  residence: ['residence', 'child:residence'],
  legalAuthority: ['legalAuthority', 'child:family'],
  registration: ['registration', 'child:identity'],
  parents: ['parents', 'child:family'],
  jgzRegion: ['residence', 'child:residence'],
  siblings: ['kinship', 'child:siblings'],
  siblingsOfSameBirth: ['kinship', 'child:siblings'],
  siblingTies: ['kinship', 'child:siblings'],
  birthCareRef: ['kinship', OPENED_BY['birth-care']],
  course: [['identity', 'registration', 'residence'], 'journey:sight'],
}

export function partsAsked(
  { fieldNodes, fragments, variableValues }: GraphQLResolveInfo,
  viewer: Viewer,
): readonly Part[] {
  const parts = new Set<Part>()
  const isLeftOut = (selection: SelectionNode): boolean =>
    getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true ||
    getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false
  const visit = (selectionSet: SelectionSetNode | undefined): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (isLeftOut(selection)) continue
      if (selection.kind === 'Field') {
        const [part, scope] = PARTS[selection.name.value] ?? []
        if (part && scope && mayRead(viewer, scope)) for (const one of [part].flat()) parts.add(one)
      } else if (selection.kind === 'InlineFragment') visit(selection.selectionSet)
      else visit(fragments[selection.name.value]?.selectionSet)
    }
  }
  for (const { selectionSet } of fieldNodes) visit(selectionSet)
  return [...parts]
}
