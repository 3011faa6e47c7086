/**
 * Where a dossier transfer message says what, for what does not stand there under its number in the basic data set (BDS).
 *
 * A path is read from its end: the longest that fits counts. What stands in brackets tells two of one name apart.
 *
 * @module
 */

import type { Node } from './jgz-dob-tree.ts'

/** Elements of BDS that stand there under their number in LOINC. */
export const LOINC: Readonly<Record<string, number>> = {
  '8339-4': 110,
  '9272-6': 129,
  '9274-2': 130,
  '38386-9': 103,
}

/** Null: no element of BDS, and of the message itself. */
const PATHS: Readonly<Record<string, number | null>> = {
  // The envelope.
  'REPC_IN902120NL03/id': null,
  'REPC_IN902120NL04/id': null,
  creationTime: null,
  versionCode: null,
  interactionId: null,
  profileId: null,
  processingCode: null,
  processingModeCode: null,
  acceptAckCode: null,
  'attentionLine/keyWordText': null,
  'attentionLine/value': null,
  'receiver/device/id': null,
  'sender/device/id': null,
  'AssignedDevice/id': null,
  'AssignedDevice/Organization/id': null,
  'AssignedDevice/Organization/id[URA]': null,
  'AssignedDevice/Organization/name': null,
  'CareProvisionRequest/id': null,
  'CareProvisionRequest/code': null,
  'CareProvisionRequest/statusCode': null,
  'CareProvisionRequest/author/time': null,
  'CareProvisionRequest/author/assignedEntity/id[URA]': null,
  'careProvisionEvent/code': null,
  'careProvisionEvent/effectiveTime/high': null,
  'careProvisionEvent/effectiveTime/low': null,

  // The dossier (R002, R005).
  'careProvisionEvent/id': 695,
  'careProvisionEvent/statusCode': 696,
  'careProvisionEvent/author/assignedEntity/id[URA]': 603,
  'careProvisionEvent/author/assignedEntity/id[AGB]': 1529,
  'careProvisionEvent/author/assignedEntity/assignedOrganization/name': 1506,
  'careProvisionEvent/author/time/low': 1457,
  'careProvisionEvent/author/time/high': 1458,
  'document/code': 1169,
  'document/text': 1185,
  'document/text/reference': 1497,
  'document/effectiveTime': 1172,
  'document/author/assignedEntity/assignedPerson/name': 1171,

  // The child (R003).
  'patient/id[BSN]': 7,
  'patient/statusCode': null,
  'patient/addr/@use': 8,
  'patient/addr/county': 9,
  'patient/addr/city': 10,
  'patient/addr/streetName': 11,
  'patient/addr/houseNumber': 12,
  'patient/addr/buildingNumberSuffix': 13,
  'patient/addr/additionalLocator': 15,
  'patient/addr/postalCode': 16,
  'patient/addr/desc': 17,
  'patient/addr/country': 630,
  'patient/addr/useablePeriod/low': 1453,
  'patient/addr/useablePeriod/high': 1454,
  'patient/telecom': 609,
  'patient/telecom/@use': 610,
  'patient/telecom[mailto]': 698,
  'patientPerson/name[OR]/given': 6,
  'patientPerson/name[OR]/prefix': 3,
  'patientPerson/name[OR]/family': 4,
  'patientPerson/name[L]/given': 5,
  'patientPerson/name[L]/prefix': 1,
  'patientPerson/name[L]/family': 2,
  'patientPerson/administrativeGenderCode': 19,
  'patientPerson/birthTime': 20,
  'patientPerson/deceasedInd': 21,
  'patientPerson/deceasedTime': 21,
  'patientPerson/multipleBirthInd': 108,
  'patientPerson/multipleBirthOrderNumber': 109,
  'birthPlace/addr/county': 22,
  'birthPlace/addr/country': 23,
  'asCitizen/politicalNation/code': 24,
  'asStudent/schoolOrganization/id': 605,
  'asStudent/schoolOrganization/name': 1532,

  // Whom the child lives with (R011).
  'personalRelationship/code': 62,
  'personalRelationship/addr/@use': 658,
  'personalRelationship/addr/county': 659,
  'personalRelationship/addr/city': 660,
  'personalRelationship/addr/streetName': 661,
  'personalRelationship/addr/houseNumber': 662,
  'personalRelationship/addr/buildingNumberSuffix': 663,
  'personalRelationship/addr/additionalLocator': 665,
  'personalRelationship/addr/postalCode': 666,
  'personalRelationship/addr/desc': 667,
  'personalRelationship/addr/country': 669,
  'personalRelationship/telecom': 736,
  'personalRelationship/telecom/@use': 737,
  'personalRelationship/telecom[mailto]': 738,
  'personalRelationship/relationshipHolder/id[BSN]': 655,
  'relationshipHolder/name/given': 61,
  'relationshipHolder/name/prefix': 656,
  'relationshipHolder/name/family': 657,
  'relationshipHolder/birthTime': 63,
  'relationshipHolder/deceasedInd': 64,
  'relationshipHolder/deceasedTime': 65,
  'personalRelationship[sibling]/code': 74,
  'personalRelationship[sibling]/relationshipHolder/name/given': 73,
  'personalRelationship[sibling]/relationshipHolder/name/prefix': 671,
  'personalRelationship[sibling]/relationshipHolder/name/family': 672,
  'personalRelationship[sibling]/relationshipHolder/administrativeGenderCode': 75,
  'personalRelationship[sibling]/relationshipHolder/birthTime': 76,

  // A contact (R018).
  'encounter/id': 1377,
  'encounter/code': 494,
  'encounter/statusCode': 725,
  'encounter/effectiveTime': 724,
  'encounter/effectiveTime/low': 724,
  'encounter/reasonCode': 1424,
  'encounter/performer/assignedEntity/id[UZI]': 730,
  'encounter/performer/assignedEntity/id[BIG]': 1508,
  'encounter/performer/assignedEntity/id[AGB]': 1523,
  'encounter/performer/assignedEntity/code': 1599,
  'encounter/performer/assignedEntity/assignedPerson/name': 1501,
  'encounter/consultant/assignedEntity/code': 1600,
  'encounter/consultant/assignedEntity/assignedPerson/name': 1606,
  'encounter/escort/responsibleParty/code': 731,
  'encounter/author/assignedEntity1/code': 1423,
  'encounter/author/personalRelationship/code': 1423,
  'inFulfillmentOf/encounter/code': null,
  'inFulfillmentOf/encounter/statusCode': null,
  'component5/advice/code': 480,

  // A vaccination (G076).
  'substanceAdministration/code': null,
  'substanceAdministration/effectiveTime': 1409,
  'administrableMedicine/code': 461,
  'administrableMedicine/lotNumberText': 472,
  'substanceAdministration/performer/assignedEntity/assignedPerson/name': 1410,
  'substanceAdministration/performer/assignedEntity/representedOrganization/name': 1336,
  'organizationContains/partOrganization/name': 1452,
  'substanceAdministration/authorization/consentEvent/code': null,
  '874/effectiveTime/low': 1483,
  '874/effectiveTime/high': 1484,
  '875/performer/assignedPerson/id[UZI]': 876,
  '875/performer/assignedPerson/id[BIG]': 1517,
  '875/performer/assignedPerson/id[AGB]': 1526,
  '875/performer/assignedPerson/assignedPerson/name': 1518,

  // A heel prick (R037).
  'heelPrick/code': 373,
  'heelPrick/reasonCode': 380,
  'heelPrick/performer/time': 374,
  'heelPrick/performer/assignedEntity/assignedPerson/name': 1411,
  'heelPrick/performer/assignedEntity/representedOrganization/name': 370,
  'procedureRequest/id': null,
  'procedureRequest/code': null,
  'procedureRequest/statusCode': null,
  'procedureRequest/reason/act/code': 379,
  'procedureRequest/subjectOf6/seperatableInd': null,
  'procedureRequest/subjectOf6/annotation/text': 1431,
  'procedureRequest/subjectOf6/annotation/statusCode': null,
  '1432/id': 1432,

  // Birth (R016).
  'inPatientEncounter/code': null,
  'inPatientEncounter/effectiveTime/low': 1479,
  'inPatientEncounter/effectiveTime/high': 1480,
  'serviceDeliveryLocation/code': null,
  '139/value/low': 1477,
  '139/value/high': 1478,
  'subject/personalRelationship/code': null,

  // Conclusions and what follows (R047).
  'indication/reasonOf/informIntent/code': 483,
  'indication/reasonOf/informRequest/code': 483,
  'indication/reasonOf/registrationIntent/code': 483,
  'indication/reasonOf/observationIntent/code': 483,
  'indication/reasonOf/actIntent/code': 483,
  'indication/reasonOf/referral/code': 483,
  'referral/performer/assignedEntity/code': 1159,

  // Care that the family gets (R035) and a plan (R048).
  'patientCareProvision/code': 361,
  'patientCareProvision/text': 363,
  'patientCareProvision/statusCode': 1201,
  'patientCareProvision/effectiveTime/low': 1467,
  'patientCareProvision/effectiveTime/high': 1468,
  'patientCareProvision/subject/personalRelationship/code': 362,
  'carePlan/effectiveTime/low': 1481,
  'carePlan/effectiveTime/high': 1482,
  'policyOrProgram/code': 53,
  'nonBDSData/code': 1332,
  'nonBDSData/text': 1333,
  'nonBDSData/value': 1333,
  'nonBDSData/pertainsTo/categoryInBDS/code': 1335,

  // Status (R050).
  '487/effectiveTime': 488,
  '1197/effectiveTime': 1330,

  // What is told beside a value.
  '235/methodCode': 236,
  '238/methodCode': 239,
  '240/methodCode': 241,
  '245/methodCode': 246,
  '313/methodCode': 314,
  '315/methodCode': 316,
  '317/methodCode': 318,
  '825/methodCode': 826,
  '856/methodCode': 1202,
  '858/methodCode': 1202,
  '170/targetSiteCode': 793,
  '217/targetSiteCode': 799,
  '218/targetSiteCode': 801,
  '1671/targetSiteCode': 801,
  '219/targetSiteCode': 220,
  '221/targetSiteCode': 222,
  '802/targetSiteCode': 803,
  '763/targetSiteCode': 764,
  '1678/targetSiteCode': 764,
  '923/targetSiteCode': 924,
  '80/subject/personalRelationship/code': 81,
  '70/subject/personalRelationship/code': 1200,
  '1345/methodCode': 1341,
  '1345/effectiveTime': 1342,
  '1345/performer/assignedEntity/code': 1343,
  '1345/location/serviceDeliveryLocation/code': 1344,

  // A consent: from whom, when, how, and who wrote it down.
  '469/author/time': 1383,
  '469/author/assignedEntity/id[UZI]': 1385,
  '469/author/assignedEntity/id[BIG]': 1504,
  '469/author/assignedEntity/id[AGB]': 1521,
  '469/author/assignedEntity/assignedPerson/name': 1505,
  ...consent(1163, { source: 1164, date: 1349, name: 1543, by: [1547, 1548, 1549, 1550, 1551] }),
  ...consent(1165, { source: 1166, date: 1350, name: 1558, by: [1559, 1560, 1561, 1562, 1563] }),
  ...consent(1395, { source: 1396, date: 1397, name: 1543, by: [1547, 1548, 1549, 1550, 1551] }),
  ...consent(1398, { source: 1399, date: 1400, name: 1552, by: [1553, 1554, 1555, 1556, 1557] }),
  ...consent(1404, { source: 1405, date: 1406, name: 1564, by: [null, null, null, null, null] }),
  ...consent(1533, { source: 1535, date: 1536, name: 1534, by: [1537, 1538, 1539, 1540, null] }),
}

interface ConsentElements {
  readonly source: number
  readonly date: number
  readonly name: number
  /** Who wrote it down: name, URA, AGB and name of the organisation, and the date. */
  readonly by: readonly [
    name: number | null,
    ura: number | null,
    agb: number | null,
    organisation: number | null,
    date: number | null,
  ]
}

function consent(element: number, { source, date, name, by }: ConsentElements) {
  const [by1, ura, agb, organisation, on] = by
  const entity = `${element}/consultant/assignedEntity1`
  return {
    [`${element}/author/responsibleParty/code`]: source,
    [`${element}/author/time`]: date,
    [`${element}/author/responsibleParty/agentPerson/name`]: name,
    [`${entity}/assignedPerson/name`]: by1,
    [`${entity}/representedOrganization/id[URA]`]: ura,
    [`${entity}/representedOrganization/id[AGB]`]: agb,
    [`${entity}/representedOrganization/name`]: organisation,
    [`${element}/consultant/time`]: on,
    [`${element}/effectiveTime/high`]: element === 1533 ? 1607 : null,
  }
}

const LONGEST = Math.max(...Object.keys(PATHS).map((path) => path.split('/').length))

/** `undefined` where the message has something that we do not know. */
export function elementAt(path: readonly string[]): number | null | undefined {
  for (let from = Math.max(0, path.length - LONGEST); from < path.length; from += 1) {
    const end = path.slice(from).join('/')
    if (Object.hasOwn(PATHS, end)) return PATHS[end] ?? null
  }
  return undefined
}

const ID_ROOTS: Readonly<Record<string, string>> = {
  '2.16.840.1.113883.2.4.6.3': 'BSN',
  '2.16.528.1.1007.3.1': 'UZI',
  '2.16.528.1.1007.3.3': 'URA',
  '2.16.528.1.1007.5.1': 'BIG',
  '2.16.840.1.113883.2.4.6.1': 'AGB',
}
const SIBLINGS = /(?:BRO|SIS|SIB)$/

/** The name of an element in a path. */
export function stepOf({ name, attributes, children }: Node): string {
  switch (name) {
    case 'id': {
      const root = ID_ROOTS[attributes.root ?? '']
      return root ? `id[${root}]` : name
    }
    case 'name':
      return attributes.use === undefined ? name : `name[${attributes.use.split(' ')[0]}]`
    case 'telecom':
      return attributes.value?.startsWith('mailto:') ? 'telecom[mailto]' : name
    case 'personalRelationship': {
      const code = children.find((child) => child.name === 'code')?.attributes.code
      return SIBLINGS.test(code ?? '') ? 'personalRelationship[sibling]' : name
    }
    default:
      return name
  }
}
