/**
 * What can be wrong with a delivery to Perined, and what to do about it.
 *
 * Who sends it reads these sentences. No value of the file ever stands in one.
 *
 * @module
 */

import { type Refuse, refuseBy } from '../../connectors/deliveries.ts'

const RULES = {
  'well-formed': 'From here on this is no XML. Send the message as it was made.',
  doctype: 'The message has a DOCTYPE, which no kernset has. Leave it out.',
  encoding: 'This is not in UTF-8. Send it again in UTF-8.',
  size: 'The file is larger than 10 MB. Send each pregnancy in a file of its own.',
  elements: 'The message has more elements than any pregnancy. Send each in a message of its own.',
  depth:
    'Elements stand deeper in each other than in any kernset. Send the message as it was made.',
  message: 'This is no kernset geboortezorg: neither ADA nor HL7v3 REPC_IN004014NL.',
  namespace: 'The element belongs to another namespace than the standard says.',
  text: 'There is text beside the elements in here. Leave it out.',
  order: 'The element stands in another place, or more often, than the standard says.',
  concept: 'The concept id is not that of the element of this name. Correct one of the two.',
  missing: 'The standard asks for this element, and it is not there.',
  value: 'The standard does not allow this value for the element.',
  length: 'The element holds more than is read. Write less.',
  date: 'This is no day or time of the calendar. Write it as the standard says.',
  elfproef: 'This is not a BSN: nine digits that pass the eleven-test. Correct it.',
} as const

export type Rule = keyof typeof RULES

export const refuse: Refuse<Rule> = refuseBy(RULES)
