/**
 * What can be wrong with a dossier transfer message (DOB), and what to do about it.
 *
 * @module
 */

import { type Refuse, refuseBy } from '../../connectors/deliveries.ts'

const RULES = {
  'well-formed': 'From here on this is no XML. Send the message as it was made.',
  encoding: 'This is not in UTF-8. Send it again in UTF-8.',
  doctype: 'The message has a DOCTYPE, which HL7v3 does not know. Leave it out.',
  size: 'The message is larger than 64 MB. Leave the scanned documents out of it.',
  elements:
    'The message has more elements than the longest dossier. Send the message as it was made.',
  depth:
    'Elements stand deeper in each other than in any message of HL7v3. Send it as it was made.',
  'text-length':
    'The text is longer than 1 MB and is no document. Send the message as it was made.',
  message: 'This is no dossier transfer message: REPC_IN902120NL03 or REPC_IN902120NL04.',
  interaction: 'The interactionId names another message than this is.',
  namespace: 'The element belongs to another namespace than urn:hl7-org:v3.',
  text: 'There is text beside the elements in here. Leave it out.',
  order: 'The element stands in another place, or more often, than the standard says.',
  missing: 'The standard asks for this element, and it is not there.',
  elfproef: 'This is not a BSN: nine digits that pass the eleven-test. Correct it.',
  date: 'This is no moment of the calendar, written as HL7v3 does (YYYYMMDD). Correct it.',
  period: 'The last day lies before the first. Correct one of the two.',
  value: 'The value is not of the type that it says. Correct it.',
  unit: 'The unit is not one in which this is measured (mm, g, d). Correct it.',
} as const

/** The path names elements of the standard, and never holds a value. */
export const refuse: Refuse<keyof typeof RULES> = refuseBy(RULES)
