/**
 * The elements of FHIR STU3 (3.0.2), in their order: of the resources that birth care sends, and of what they are
 * made of.
 *
 * JSON says by itself what is a list and what a number, XML does not. `name:Type*` is a list, `name[x]` a choice of
 * types, `b` a boolean, `n` a number, `d` a day or a moment; what has no type is text.
 *
 * @module
 */

/** They have the elements of a DomainResource as well; Binary and Bundle those of a Resource. */
const RESOURCES: Readonly<Record<string, string>> = {
  AllergyIntolerance:
    'identifier:Identifier* clinicalStatus verificationStatus type category:s* criticality code:CodeableConcept patient:Reference onset[x] assertedDate:d recorder:Reference asserter:Reference lastOccurrence note:Annotation* reaction:AllergyIntoleranceReaction*',
  Binary: 'contentType securityContext:Reference content',
  BodySite:
    'identifier:Identifier* active:b code:CodeableConcept qualifier:CodeableConcept* description image:Attachment* patient:Reference',
  Bundle:
    'identifier:Identifier type total:n link:BundleLink* entry:BundleEntry* signature:Signature',
  CarePlan:
    'identifier:Identifier* definition:Reference* basedOn:Reference* replaces:Reference* partOf:Reference* status intent category:CodeableConcept* title description subject:Reference context:Reference period:Period author:Reference* careTeam:Reference* addresses:Reference* supportingInfo:Reference* goal:Reference* activity:CarePlanActivity* note:Annotation*',
  CareTeam:
    'identifier:Identifier* status category:CodeableConcept* name subject:Reference context:Reference period:Period participant:CareTeamParticipant* reasonCode:CodeableConcept* reasonReference:Reference* managingOrganization:Reference* note:Annotation*',
  ClinicalImpression:
    'identifier:Identifier* status code:CodeableConcept description subject:Reference context:Reference effective[x] date:d assessor:Reference previous:Reference problem:Reference* investigation:ClinicalImpressionInvestigation* protocol:s* summary finding:ClinicalImpressionFinding* prognosisCodeableConcept:CodeableConcept* prognosisReference:Reference* action:Reference* note:Annotation*',
  Communication:
    'identifier:Identifier* definition:Reference* basedOn:Reference* partOf:Reference* status notDone:b notDoneReason:CodeableConcept category:CodeableConcept* medium:CodeableConcept* subject:Reference recipient:Reference* topic:Reference* context:Reference sent:d received:d sender:Reference reasonCode:CodeableConcept* reasonReference:Reference* payload:CommunicationPayload* note:Annotation*',
  Composition:
    'identifier:Identifier status type:CodeableConcept class:CodeableConcept subject:Reference encounter:Reference date:d author:Reference* title confidentiality attester:CompositionAttester* custodian:Reference relatesTo:CompositionRelatesTo* event:CompositionEvent* section:CompositionSection*',
  Condition:
    'identifier:Identifier* clinicalStatus verificationStatus category:CodeableConcept* severity:CodeableConcept code:CodeableConcept bodySite:CodeableConcept* subject:Reference context:Reference onset[x] abatement[x] assertedDate:d asserter:Reference stage:ConditionStage evidence:ConditionEvidence* note:Annotation*',
  Consent:
    'identifier:Identifier status category:CodeableConcept* patient:Reference period:Period dateTime consentingParty:Reference* actor:ConsentActor* action:CodeableConcept* organization:Reference* source[x] policy:ConsentPolicy* policyRule securityLabel:Coding* purpose:Coding* dataPeriod:Period data:ConsentData* except:ConsentExcept*',
  Coverage:
    'identifier:Identifier* status type:CodeableConcept policyHolder:Reference subscriber:Reference subscriberId beneficiary:Reference relationship:CodeableConcept period:Period payor:Reference* grouping:CoverageGrouping dependent sequence order:n network contract:Reference*',
  Device:
    'identifier:Identifier* udi:DeviceUdi status type:CodeableConcept lotNumber manufacturer manufactureDate:d expirationDate:d model version patient:Reference owner:Reference contact:ContactPoint* location:Reference url note:Annotation* safety:CodeableConcept*',
  DeviceUseStatement:
    'identifier:Identifier* status subject:Reference whenUsed:Period timing[x] recordedOn source:Reference device:Reference indication:CodeableConcept* bodySite:CodeableConcept note:Annotation*',
  DiagnosticReport:
    'identifier:Identifier* basedOn:Reference* status category:CodeableConcept code:CodeableConcept subject:Reference context:Reference effective[x] issued:d performer:DiagnosticReportPerformer* specimen:Reference* result:Reference* imagingStudy:Reference* image:DiagnosticReportImage* conclusion codedDiagnosis:CodeableConcept* presentedForm:Attachment*',
  DocumentReference:
    'masterIdentifier:Identifier identifier:Identifier* status docStatus type:CodeableConcept class:CodeableConcept subject:Reference created:d indexed:d author:Reference* authenticator:Reference custodian:Reference relatesTo:DocumentReferenceRelatesTo* description securityLabel:CodeableConcept* content:DocumentReferenceContent* context:DocumentReferenceContext',
  Encounter:
    'identifier:Identifier* status statusHistory:EncounterStatusHistory* class:Coding classHistory:EncounterClassHistory* type:CodeableConcept* priority:CodeableConcept subject:Reference episodeOfCare:Reference* incomingReferral:Reference* participant:EncounterParticipant* appointment:Reference period:Period length:Duration reason:CodeableConcept* diagnosis:EncounterDiagnosis* account:Reference* hospitalization:EncounterHospitalization location:EncounterLocation* serviceProvider:Reference partOf:Reference',
  EpisodeOfCare:
    'identifier:Identifier* status statusHistory:EpisodeOfCareStatusHistory* type:CodeableConcept* diagnosis:EpisodeOfCareDiagnosis* patient:Reference managingOrganization:Reference period:Period referralRequest:Reference* careManager:Reference team:Reference* account:Reference*',
  FamilyMemberHistory:
    'identifier:Identifier* definition:Reference* status notDone:b notDoneReason:CodeableConcept patient:Reference date:d name relationship:CodeableConcept gender born[x] age[x] estimatedAge:b deceased[x] reasonCode:CodeableConcept* reasonReference:Reference* note:Annotation* condition:FamilyMemberHistoryCondition*',
  Flag: 'identifier:Identifier* status category:CodeableConcept code:CodeableConcept subject:Reference period:Period encounter:Reference author:Reference',
  Goal: 'identifier:Identifier* status category:CodeableConcept* priority:CodeableConcept description:CodeableConcept subject:Reference start[x] target:GoalTarget statusDate:d statusReason expressedBy:Reference addresses:Reference* note:Annotation* outcomeCode:CodeableConcept* outcomeReference:Reference*',
  Immunization:
    'identifier:Identifier* status notGiven:b vaccineCode:CodeableConcept patient:Reference encounter:Reference date:d primarySource:b reportOrigin:CodeableConcept location:Reference manufacturer:Reference lotNumber expirationDate:d site:CodeableConcept route:CodeableConcept doseQuantity:Quantity practitioner:ImmunizationPractitioner* note:Annotation* explanation:ImmunizationExplanation reaction:ImmunizationReaction* vaccinationProtocol:ImmunizationVaccinationProtocol*',
  List: 'identifier:Identifier* status mode title code:CodeableConcept subject:Reference encounter:Reference date:d source:Reference orderedBy:CodeableConcept note:Annotation* entry:ListEntry* emptyReason:CodeableConcept',
  Location:
    'identifier:Identifier* status operationalStatus:Coding name alias:s* description mode type:CodeableConcept telecom:ContactPoint* address:Address physicalType:CodeableConcept position:LocationPosition managingOrganization:Reference partOf:Reference endpoint:Reference*',
  Medication:
    'code:CodeableConcept status isBrand:b isOverTheCounter:b manufacturer:Reference form:CodeableConcept ingredient:MedicationIngredient* package:MedicationPackage image:Attachment*',
  MedicationAdministration:
    'identifier:Identifier* definition:Reference* partOf:Reference* status category:CodeableConcept medication[x] subject:Reference context:Reference supportingInformation:Reference* effective[x] performer:MedicationAdministrationPerformer* notGiven:b reasonNotGiven:CodeableConcept* reasonCode:CodeableConcept* reasonReference:Reference* prescription:Reference device:Reference* note:Annotation* dosage:MedicationAdministrationDosage eventHistory:Reference*',
  MedicationRequest:
    'identifier:Identifier* definition:Reference* basedOn:Reference* groupIdentifier:Identifier status intent category:CodeableConcept priority medication[x] subject:Reference context:Reference supportingInformation:Reference* authoredOn:d requester:MedicationRequestRequester recorder:Reference reasonCode:CodeableConcept* reasonReference:Reference* note:Annotation* dosageInstruction:Dosage* dispenseRequest:MedicationRequestDispenseRequest substitution:MedicationRequestSubstitution priorPrescription:Reference detectedIssue:Reference* eventHistory:Reference*',
  MedicationStatement:
    'identifier:Identifier* basedOn:Reference* partOf:Reference* context:Reference status category:CodeableConcept medication[x] effective[x] dateAsserted informationSource:Reference subject:Reference derivedFrom:Reference* taken reasonNotTaken:CodeableConcept* reasonCode:CodeableConcept* reasonReference:Reference* note:Annotation* dosage:Dosage*',
  Observation:
    'identifier:Identifier* basedOn:Reference* status category:CodeableConcept* code:CodeableConcept subject:Reference context:Reference effective[x] issued:d performer:Reference* value[x] dataAbsentReason:CodeableConcept interpretation:CodeableConcept comment bodySite:CodeableConcept method:CodeableConcept specimen:Reference device:Reference referenceRange:ObservationReferenceRange* related:ObservationRelated* component:ObservationComponent*',
  OperationOutcome: 'issue:OperationOutcomeIssue*',
  Organization:
    'identifier:Identifier* active:b type:CodeableConcept* name alias:s* telecom:ContactPoint* address:Address* partOf:Reference contact:OrganizationContact* endpoint:Reference*',
  Patient:
    'identifier:Identifier* active:b name:HumanName* telecom:ContactPoint* gender birthDate:d deceased[x] address:Address* maritalStatus:CodeableConcept multipleBirth[x] photo:Attachment* contact:PatientContact* animal:PatientAnimal communication:PatientCommunication* generalPractitioner:Reference* managingOrganization:Reference link:PatientLink*',
  Practitioner:
    'identifier:Identifier* active:b name:HumanName* telecom:ContactPoint* address:Address* gender birthDate:d photo:Attachment* qualification:PractitionerQualification* communication:CodeableConcept*',
  PractitionerRole:
    'identifier:Identifier* active:b period:Period practitioner:Reference organization:Reference code:CodeableConcept* specialty:CodeableConcept* location:Reference* healthcareService:Reference* telecom:ContactPoint* availableTime:PractitionerRoleAvailableTime* notAvailable:PractitionerRoleNotAvailable* availabilityExceptions endpoint:Reference*',
  Procedure:
    'identifier:Identifier* definition:Reference* basedOn:Reference* partOf:Reference* status notDone:b notDoneReason:CodeableConcept category:CodeableConcept code:CodeableConcept subject:Reference context:Reference performed[x] performer:ProcedurePerformer* location:Reference reasonCode:CodeableConcept* reasonReference:Reference* bodySite:CodeableConcept* outcome:CodeableConcept report:Reference* complication:CodeableConcept* complicationDetail:Reference* followUp:CodeableConcept* note:Annotation* focalDevice:ProcedureFocalDevice* usedReference:Reference* usedCode:CodeableConcept*',
  ProcedureRequest:
    'identifier:Identifier* definition:Reference* basedOn:Reference* replaces:Reference* requisition:Identifier status intent priority doNotPerform:b category:CodeableConcept* code:CodeableConcept subject:Reference context:Reference occurrence[x] asNeeded[x] authoredOn:d requester:ProcedureRequestRequester performerType:CodeableConcept performer:Reference reasonCode:CodeableConcept* reasonReference:Reference* supportingInfo:Reference* specimen:Reference* bodySite:CodeableConcept* note:Annotation* relevantHistory:Reference*',
  QuestionnaireResponse:
    'identifier:Identifier basedOn:Reference* parent:Reference* questionnaire:Reference status subject:Reference context:Reference authored:d author:Reference source:Reference item:QuestionnaireResponseItem*',
  ReferralRequest:
    'identifier:Identifier* definition:Reference* basedOn:Reference* replaces:Reference* groupIdentifier:Identifier status intent type:CodeableConcept priority serviceRequested:CodeableConcept* subject:Reference context:Reference occurrence[x] authoredOn:d requester:ReferralRequestRequester specialty:CodeableConcept recipient:Reference* reasonCode:CodeableConcept* reasonReference:Reference* description supportingInfo:Reference* note:Annotation* relevantHistory:Reference*',
  RelatedPerson:
    'identifier:Identifier* active:b patient:Reference relationship:CodeableConcept name:HumanName* telecom:ContactPoint* gender birthDate:d address:Address* photo:Attachment* period:Period',
  Specimen:
    'identifier:Identifier* accessionIdentifier:Identifier status type:CodeableConcept subject:Reference receivedTime parent:Reference* request:Reference* collection:SpecimenCollection processing:SpecimenProcessing* container:SpecimenContainer* note:Annotation*',
}

/** Parts of a resource: they have `id`, extensions and modifier extensions as well. */
const PARTS: Readonly<Record<string, string>> = {
  AllergyIntoleranceReaction:
    'substance:CodeableConcept manifestation:CodeableConcept* description onset severity exposureRoute:CodeableConcept note:Annotation*',
  BundleEntry:
    'link:BundleLink* fullUrl resource:Resource search:BundleEntrySearch request:BundleEntryRequest response:BundleEntryResponse',
  BundleEntryRequest: 'method url ifNoneMatch ifModifiedSince ifMatch ifNoneExist',
  BundleEntryResponse: 'status location etag lastModified outcome:Resource',
  BundleEntrySearch: 'mode score:n',
  BundleLink: 'relation url',
  CarePlanActivity:
    'outcomeCodeableConcept:CodeableConcept* outcomeReference:Reference* progress:Annotation* reference:Reference detail:CarePlanActivityDetail',
  CarePlanActivityDetail:
    'category:CodeableConcept definition:Reference code:CodeableConcept reasonCode:CodeableConcept* reasonReference:Reference* goal:Reference* status statusReason prohibited:b scheduled[x] location:Reference performer:Reference* product[x] dailyAmount:Quantity quantity:Quantity description',
  CareTeamParticipant: 'role:CodeableConcept member:Reference onBehalfOf:Reference period:Period',
  ClinicalImpressionFinding: 'item[x] basis',
  ClinicalImpressionInvestigation: 'code:CodeableConcept item:Reference*',
  CommunicationPayload: 'content[x]',
  CompositionAttester: 'mode:s* time:d party:Reference',
  CompositionEvent: 'code:CodeableConcept* period:Period detail:Reference*',
  CompositionRelatesTo: 'code target[x]',
  CompositionSection:
    'title code:CodeableConcept text:Narrative mode orderedBy:CodeableConcept entry:Reference* emptyReason:CodeableConcept section:CompositionSection*',
  ConditionEvidence: 'code:CodeableConcept* detail:Reference*',
  ConditionStage: 'summary:CodeableConcept assessment:Reference*',
  ConsentActor: 'role:CodeableConcept reference:Reference',
  ConsentData: 'meaning reference:Reference',
  ConsentExcept:
    'type period:Period actor:ConsentExceptActor* action:CodeableConcept* securityLabel:Coding* purpose:Coding* class:Coding* code:Coding* dataPeriod:Period data:ConsentExceptData*',
  ConsentExceptActor: 'role:CodeableConcept reference:Reference',
  ConsentExceptData: 'meaning reference:Reference',
  ConsentPolicy: 'authority uri',
  CoverageGrouping:
    'group groupDisplay subGroup subGroupDisplay plan planDisplay subPlan subPlanDisplay class classDisplay subClass subClassDisplay',
  DeviceUdi: 'deviceIdentifier name jurisdiction carrierHRF carrierAIDC issuer entryType',
  DiagnosticReportImage: 'comment link:Reference',
  DiagnosticReportPerformer: 'role:CodeableConcept actor:Reference',
  DocumentReferenceContent: 'attachment:Attachment format:Coding',
  DocumentReferenceContext:
    'encounter:Reference event:CodeableConcept* period:Period facilityType:CodeableConcept practiceSetting:CodeableConcept sourcePatientInfo:Reference related:DocumentReferenceContextRelated*',
  DocumentReferenceContextRelated: 'identifier:Identifier ref:Reference',
  DocumentReferenceRelatesTo: 'code target:Reference',
  EncounterClassHistory: 'class:Coding period:Period',
  EncounterDiagnosis: 'condition:Reference role:CodeableConcept rank:n',
  EncounterHospitalization:
    'preAdmissionIdentifier:Identifier origin:Reference admitSource:CodeableConcept reAdmission:CodeableConcept dietPreference:CodeableConcept* specialCourtesy:CodeableConcept* specialArrangement:CodeableConcept* destination:Reference dischargeDisposition:CodeableConcept',
  EncounterLocation: 'location:Reference status period:Period',
  EncounterParticipant: 'type:CodeableConcept* period:Period individual:Reference',
  EncounterStatusHistory: 'status period:Period',
  EpisodeOfCareDiagnosis: 'condition:Reference role:CodeableConcept rank:n',
  EpisodeOfCareStatusHistory: 'status period:Period',
  FamilyMemberHistoryCondition:
    'code:CodeableConcept outcome:CodeableConcept onset[x] note:Annotation*',
  GoalTarget: 'measure:CodeableConcept detail[x] due[x]',
  ImmunizationExplanation: 'reason:CodeableConcept* reasonNotGiven:CodeableConcept*',
  ImmunizationPractitioner: 'role:CodeableConcept actor:Reference',
  ImmunizationReaction: 'date:d detail:Reference reported:b',
  ImmunizationVaccinationProtocol:
    'doseSequence:n description authority:Reference series seriesDoses:n targetDisease:CodeableConcept* doseStatus:CodeableConcept doseStatusReason:CodeableConcept',
  ListEntry: 'flag:CodeableConcept deleted:b date:d item:Reference',
  LocationPosition: 'longitude:n latitude:n altitude:n',
  MedicationAdministrationDosage:
    'text site:CodeableConcept route:CodeableConcept method:CodeableConcept dose:Quantity rate[x]',
  MedicationAdministrationPerformer: 'actor:Reference onBehalfOf:Reference',
  MedicationIngredient: 'item[x] isActive:b amount:Ratio',
  MedicationPackage:
    'container:CodeableConcept content:MedicationPackageContent* batch:MedicationPackageBatch*',
  MedicationPackageBatch: 'lotNumber expirationDate:d',
  MedicationPackageContent: 'item[x] amount:Quantity',
  MedicationRequestDispenseRequest:
    'validityPeriod:Period numberOfRepeatsAllowed:n quantity:Quantity expectedSupplyDuration:Duration performer:Reference',
  MedicationRequestRequester: 'agent:Reference onBehalfOf:Reference',
  MedicationRequestSubstitution: 'allowed:b reason:CodeableConcept',
  ObservationComponent:
    'code:CodeableConcept value[x] dataAbsentReason:CodeableConcept interpretation:CodeableConcept referenceRange:ObservationReferenceRange*',
  ObservationReferenceRange:
    'low:Quantity high:Quantity type:CodeableConcept appliesTo:CodeableConcept* age:Range text',
  ObservationRelated: 'type target:Reference',
  OperationOutcomeIssue:
    'severity code details:CodeableConcept diagnostics location:s* expression:s*',
  OrganizationContact:
    'purpose:CodeableConcept name:HumanName telecom:ContactPoint* address:Address',
  PatientAnimal: 'species:CodeableConcept breed:CodeableConcept genderStatus:CodeableConcept',
  PatientCommunication: 'language:CodeableConcept preferred:b',
  PatientContact:
    'relationship:CodeableConcept* name:HumanName telecom:ContactPoint* address:Address gender organization:Reference period:Period',
  PatientLink: 'other:Reference type',
  PractitionerQualification:
    'identifier:Identifier* code:CodeableConcept period:Period issuer:Reference',
  PractitionerRoleAvailableTime: 'daysOfWeek:s* allDay:b availableStartTime availableEndTime',
  PractitionerRoleNotAvailable: 'description during:Period',
  ProcedureFocalDevice: 'action:CodeableConcept manipulated:Reference',
  ProcedurePerformer: 'role:CodeableConcept actor:Reference onBehalfOf:Reference',
  ProcedureRequestRequester: 'agent:Reference onBehalfOf:Reference',
  QuestionnaireResponseItem:
    'linkId definition text subject:Reference answer:QuestionnaireResponseItemAnswer* item:QuestionnaireResponseItem*',
  QuestionnaireResponseItemAnswer: 'value[x] item:QuestionnaireResponseItem*',
  ReferralRequestRequester: 'agent:Reference onBehalfOf:Reference',
  SpecimenCollection:
    'collector:Reference collected[x] quantity:Quantity method:CodeableConcept bodySite:CodeableConcept',
  SpecimenContainer:
    'identifier:Identifier* description type:CodeableConcept capacity:Quantity specimenQuantity:Quantity additive[x]',
  SpecimenProcessing: 'description procedure:CodeableConcept additive:Reference* time[x]',
  TimingRepeat:
    'bounds[x] count:n countMax:n duration:n durationMax:n durationUnit frequency:n frequencyMax:n period:n periodMax:n periodUnit dayOfWeek:s* timeOfDay:s* when:s* offset:n',
}

/** They have `id` and extensions as well. */
const DATATYPES: Readonly<Record<string, string>> = {
  Address: 'use type text line:s* city district state postalCode country period:Period',
  Age: 'value:n comparator unit system code',
  Annotation: 'author[x] time:d text',
  Attachment: 'contentType language data url size:n hash title creation:d',
  CodeableConcept: 'coding:Coding* text',
  Coding: 'system version code display userSelected:b',
  ContactPoint: 'system value use rank:n period:Period',
  Count: 'value:n comparator unit system code',
  Distance: 'value:n comparator unit system code',
  Dosage:
    'sequence:n text additionalInstruction:CodeableConcept* patientInstruction timing:Timing asNeeded[x] site:CodeableConcept route:CodeableConcept method:CodeableConcept dose[x] maxDosePerPeriod:Ratio maxDosePerAdministration:Quantity maxDosePerLifetime:Quantity rate[x]',
  Duration: 'value:n comparator unit system code',
  Extension: 'url value[x]',
  HumanName: 'use text family given:s* prefix:s* suffix:s* period:Period',
  Identifier: 'use type:CodeableConcept system value period:Period assigner:Reference',
  Meta: 'versionId lastUpdated:d profile:s* security:Coding* tag:Coding*',
  Money: 'value:n comparator unit system code',
  Narrative: 'status div',
  Period: 'start:d end:d',
  Quantity: 'value:n comparator unit system code',
  Range: 'low:Quantity high:Quantity',
  Ratio: 'numerator:Quantity denominator:Quantity',
  Reference: 'reference identifier:Identifier display',
  SampledData: 'origin:Quantity period:n factor:n lowerLimit:n upperLimit:n dimensions:n data',
  Signature: 'type:Coding* when who[x] onBehalfOf[x] contentType blob',
  Timing: 'event:d* repeat:TimingRepeat code:CodeableConcept',
}

export interface ElementRule {
  readonly type: string
  readonly list: boolean
  /** Where it stands among the elements of its parent. */
  readonly order: number
}

const ELEMENT = 'id extension:Extension*'
const RESOURCE = 'id meta:Meta implicitRules language'
const DOMAIN = `${RESOURCE} text:Narrative contained:Resource* extension:Extension* modifierExtension:Extension*`

type Rules = ReadonlyMap<string, ElementRule>
const RULES = new Map<string, Rules>()
for (const [name, own] of Object.entries(RESOURCES)) {
  RULES.set(name, parse(`${name === 'Binary' || name === 'Bundle' ? RESOURCE : DOMAIN} ${own}`))
}
for (const [name, own] of Object.entries(PARTS)) {
  RULES.set(name, parse(`${ELEMENT} modifierExtension:Extension* ${own}`))
}
for (const [name, own] of Object.entries(DATATYPES)) RULES.set(name, parse(`${ELEMENT} ${own}`))
RULES.set('Element', parse(ELEMENT))

/** No element has a longer name; the name in a file may be of any length. */
const LONGEST = 64

const WORDS: Readonly<Record<string, string>> = {
  ...{ Boolean: 'b', Decimal: 'n', Integer: 'n', PositiveInt: 'n', UnsignedInt: 'n' },
  ...{ Date: 'd', DateTime: 'd', Instant: 'd' },
}

export function isKnownResource(type: string): boolean {
  return Object.hasOwn(RESOURCES, type)
}

export function isPrimitive(type: string): boolean {
  return !RULES.has(type) && type !== 'Resource'
}

/** The elements of a thing of this type, in their order; empty for a type that is not in here. */
export function rulesOf(type: string): ReadonlyMap<string, ElementRule> {
  return RULES.get(type) ?? new Map()
}

/** Undefined where STU3 has no such element in a thing of this type. */
export function ruleOf(type: string, name: string): ElementRule | undefined {
  const rules = rulesOf(type)
  const own = rules.get(name)
  if (own !== undefined || name.length > LONGEST) return own
  for (let end = 1; end < name.length; end++) {
    const choice = rules.get(`${name.slice(0, end)}[x]`)
    if (choice === undefined) continue
    const word = name.slice(end)
    return { ...choice, type: WORDS[word] ?? (RULES.has(word) ? word : 's') }
  }
  return undefined
}

function parse(text: string): Rules {
  return new Map(
    text
      .trim()
      .split(' ')
      .map((item, order) => {
        const [name = '', told = 's'] = item.split(':')
        return [name, { type: told.replace('*', ''), list: told.endsWith('*'), order }]
      }),
  )
}
