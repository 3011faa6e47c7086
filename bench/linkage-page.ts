/**
 * What docs/linkage.md says around its table.
 *
 * @module
 */

import { type Figure, toMarkdown } from './figure.ts'

/** The table is measured; the rest is told. */
export function linkagePage(figure: Figure): string {
  return ['# Linkage', ...TOLD, toMarkdown(figure)].join('\n\n')
}

const TOLD = [
  'How the records of a registry are linked to children, and how well. The code is `subgraphs/child/linkage/`; it knows no database, no clock and no graph.',
  '## Method',
  [
    '1. Names are taken apart: prefixes, double names and those of partners, initials; ij and y, d, dt and t, and the like are one spelling (`names.ts`, `spelling.ts`).',
    '2. Compared are pairs that have something rare in common: BSN, birth date with a name, address, mother, … in nine passes. A block of more than 200 is left out and counted (`passes.ts`, `block.ts`).',
    '3. Of each pair every field agrees on a level, from exact to different; distance is Jaro–Winkler (`compare.ts`).',
    '4. What a person decided stands. Nothing overrules it; a rule that says otherwise makes a case.',
    '5. Then three rules: R1 BSN without contradiction, R2 mother, birth date and what tells the child from another of that birth, R3 the fields of Jeugdwet 7.2.4. A contradiction links nobody and makes a case (`rules.ts`).',
    '6. Then the model of Fellegi and Sunter: a weight per level in bits, less for a frequent family name. The steps add up to the score exactly (`model.ts`).',
    '7. Its odds are estimated without a truth: strangers in random pairs, the same person by expectation–maximisation in each blocking pass (`estimate.ts`).',
    '8. From 10 bits on a pair is linked, if it is the best of both sides by 5 bits; from −2 bits on a person looks at it; below that it is apart.',
    '9. In one registry a person has one record. What fits two equally well is a question for a person (`settle.ts`).',
    '10. A score links nobody by family and home alone: the given name, the rank or the BSN must say so. Twins share all the rest.',
  ].join('\n'),
  'A registry is linked (`link-run.ts` beside it) in parts: its records stream by, the population register is asked whom each may be of, and names are forgotten with their part: of a record less than a kilobyte stays. All that compete for one person are settled at once at the end, so that the size of the parts makes no difference. Of a person the register tells its parents, and they tell of their other children: so twins are known as such before anything is linked. How frequent a family name is, is counted in all persons whom it told of, and two thousand imagined ones. Who has one number in one registry several times is one client of it.',
  "A list whose truth is known is measured with `kindlijn link evaluate FILE --truth COLUMN --map field=column,…`; for the lists of FEBRL: `--truth rec_id --truth-pattern 'rec-(\\d+)' --map givenNames=given_name,familyName=surname,birthDate=date_of_birth,postcode=postcode,houseNumber=street_number`.",
  'The sandbox has some hundred family names and a hundred and sixty given names, and more families at an address than a real town. So names say less here than they do in life, and of who moved more is left to a person.',
]
