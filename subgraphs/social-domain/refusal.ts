/**
 * What can be wrong with a delivered message, or between the cells of a list, and what to do about it.
 *
 * Who sends it reads these sentences. No value of the file ever stands in one.
 *
 * @module
 */

import { type Refuse, refuseBy } from '../../connectors/deliveries.ts'

const RULES = {
  'well-formed': 'From here on this is no XML. Send the message as it was made.',
  doctype: 'The message has a DOCTYPE, which iJw does not know. Leave it out.',
  OP179: 'The message is larger than 25 MB. Divide it.',
  message:
    'This is no message that is read here: JW301, 302, 305 to 308 or 315 to 320 of iJw 3.2. Others of that number do not exist any more, or not yet.',
  claim: 'JW323 and JW325 are claims for money, which are not read here. Send them elsewhere.',
  attribute: 'The element has an attribute, and the standard has none. Leave it out.',
  namespace: 'The element belongs to another namespace than the standard says.',
  'unknown-element': 'An element in here is not one that the standard has in this place.',
  order: 'The element stands in another place, or more often, than the standard says.',
  missing: 'The standard asks for this element, and it is not there.',
  text: 'There is text beside the elements in here. Leave it out.',
  version: 'The header says another message or version than the message itself is.',
  value: 'The standard does not allow this value for the element.',
  CS058:
    'A start or a stop is delivered for the first time (1) or withdrawn (3), and nothing else.',
  encoding: 'This is not in UTF-8. Send it again in UTF-8.',
  elfproef: 'This is not a BSN: nine digits that pass the eleven-test. Correct it.',
  date: 'This is no day of the calendar. Write it as was agreed.',
  age: 'The age at which it ends is not above that at which it begins. Correct one of the two.',
  period: 'The last day lies before the first. Correct one of the two.',
} as const

export type Rule = keyof typeof RULES

export const refuse: Refuse<Rule> = refuseBy(RULES)
