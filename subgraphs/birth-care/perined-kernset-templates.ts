/**
 * Which concept of the dataset an act of the HL7v3 form is, by its template.
 *
 * An act says something of the group that it stands in (`tells`: concept ← where in the act), or opens a group (`at`)
 * for what stands in it. A path that begins with `/` goes from the whole message, another from the group around. Where a
 * template is used in several groups, the first of its rules that fits there counts.
 *
 * @module
 */

export interface TemplateRule {
  readonly at?: string
  readonly tells?: Readonly<Record<string, string>>
  /** Of the act, and says nothing: it is the same in all messages. */
  readonly formal?: readonly string[]
}

type Rules = TemplateRule | readonly TemplateRule[]

/** The value of the act, or why it has none. */
const value = (...names: readonly string[]): readonly TemplateRule[] =>
  names.map((name) => ({ tells: { [name]: 'value|@nullFlavor' } }))
/** A question, answered by whether the act is denied. */
const denied = (name: string): TemplateRule => ({ tells: { [name]: '@negationInd' } })

const DEMOGRAPHIC = 'demografische_gegevens'
const MATERNAL = 'kindspecifieke_maternale_gegevens'
const OUTCOME = 'kindspecifieke_uitkomstgegevens'
const EARLIER = 'kindspecifieke_gegevens_vorige_uitkomsten'
const REASONS = 'redenen_van_verwijzing'
const FIRST_TO_SECOND = `${REASONS}/van_1e_naar_2e_lijn`
const INSTITUTION = 'zorgverlenerzorginstelling/zorginstelling'

/** What the message itself says, without a template. */
export const MESSAGE: TemplateRule = {
  tells: {
    '/zwangerschap/dossiernummer': 'id',
    '/zorgverlening/datum_start_zorgverantwoordelijkheid': 'effectiveTime/low',
    '/zorgverlening/datum_einde_zorgverantwoordelijkheid': 'effectiveTime/high',
    '/vrouw/burgerservicenummer': 'subject/patient/id[bsn]',
    '/vrouw/lokale_persoonsidentificatie': 'subject/patient/id[other]',
    '/vrouw/adres/postcode': 'subject/patient/addr/postalCode',
    '/vrouw/geboortedatum': 'subject/patient/patientPerson/birthTime',
    '/zwangerschap/maternale_sterfteq': 'subject/patient/patientPerson/deceasedInd',
    '/vrouw/etniciteit': 'subject/patient/patientPerson/ethnicGroupCode',
    [`/${INSTITUTION}/zorginstelling_lvrid`]:
      'verifier/assignedPerson/representedOrganization/id[lvr]',
    [`/${INSTITUTION}/zorginstelling_agbid`]:
      'verifier/assignedPerson/representedOrganization/id[agb]',
  },
}

/** By the last arc of the template's id; acts without one by their code. */
export const TEMPLATES: Readonly<Record<string, Rules>> = {
  // zorgverlening
  '900118': value('/zorgverlening/eindverantwoordelijk_in_welke_perinatale_periodeq'),
  '900938': value('/zorgverlening/conclusie_risicostatus_na_intake'),
  '901046': referral(),
  '901098': referral(),
  '900895': value('perinatale_periode'),
  '901059': { tells: { 'verwijzing_naar/type_verwijzing': 'code' } },
  '901048': { at: `${FIRST_TO_SECOND}/algemene_anamnese` },
  '901049': { at: `${FIRST_TO_SECOND}/obstetrische_anamnese` },
  '901096': { at: `${FIRST_TO_SECOND}/obstetrische_anamnese` },
  '901051': { at: `${FIRST_TO_SECOND}/zwangerschap` },
  '901100': { at: `${FIRST_TO_SECOND}/zwangerschap` },
  '901055': value(`${FIRST_TO_SECOND}/einde_zwangerschap`),
  '901056': { at: `${FIRST_TO_SECOND}/bevalling` },
  '901099': { at: `${FIRST_TO_SECOND}/bevalling` },
  '901058': { tells: { [`${FIRST_TO_SECOND}/overig`]: 'text' } },
  '901060': { tells: { [`${REASONS}/van_2e_naar_3e_lijn`]: 'text' } },
  '901061': value(`${REASONS}/van_2e_naar_1e_lijn`),
  '901062': value(`${REASONS}/van_3e_naar_2e_lijn`),
  '900983': [{ at: `${FIRST_TO_SECOND}/postnatale_fase` }, { at: '/postnatale_fase' }],
  '900984': [
    {
      at: 'diagnoseinterventie_postnataal',
      tells: { datum: 'effectiveTime', pathologie_vrouw: 'value' },
    },
    ...value('pathologie_vrouw'),
  ],

  // vrouw
  '900963': { at: '/vrouw/anamnese' },
  '900958': value('onder_behandeling_geweestq'),
  '900959': { at: 'algemene_anamnese' },
  '900944': value('autoimmuun_aandoening'),
  '900945': value('cardiovasculaire_aandoening'),
  '900946': value('urogenitale_aandoening'),
  '900947': value('schildklier_aandoening'),
  '900948': value('oncologische_aandoening'),
  '900936': { tells: { diabetes_mellitusq: 'value|@negationInd' } },
  '900949': value('neurologische_aandoening'),
  '900950': value('infectieziekte', 'infectie'),
  '900951': value('mdl_aandoening'),
  '900952': value('anemie'),
  '900953': value('longaandoening'),
  '900954': value('gynaecologische_aandoening'),
  '900955': value('orthopedische_afwijking'),
  '900956': value('type_operatie'),
  '900957': value('type_stollingsprobleem'),
  '900158': value('bloedtransfusieq'),
  '901024': { tells: { transfusiereactieq: 'value|@negationInd' } },
  '901026': denied('psychiatrieq'),
  '900960': { tells: { overige_aandoeningq: '@negationInd', overige_aandoening: 'text' } },
  '900570': value('/vrouw/lengte_gemeten'),
  '900964': {
    tells: {
      '/vrouw/vrouwelijke_genitale_verminkingq': '@negationInd',
      '/vrouw/type_vrouwelijke_genitale_verminking': 'value',
    },
  },

  // obstetrische anamnese
  '900966': { at: '/obstetrische_anamnese_gegroepeerd_per_voorgaande_zwangerschap' },
  '901095': { at: '/obstetrische_anamnese_gegroepeerd_per_voorgaande_zwangerschap' },
  'code 439401001': { at: 'diagnose' },
  'code 236973005': { at: 'eerdere_bevalling' },
  '900993': denied('irregulaire_antistoffenq'),
  '900980': earlierBirth(),
  '901108': earlierBirth(),
  '900902': value(`${EARLIER}/percentiel_van_het_geboortegewicht`),
  '901015': denied(`${EARLIER}/congenitale_afwijkingenq`),
  '900981': denied(`${EARLIER}/congenitale_afwijkingen_groep/chromosomale_afwijkingenq`),

  // zwangerschap
  '900004': value('/zwangerschap/graviditeit'),
  '900090': value('/zwangerschap/pariteit_voor_deze_zwangerschap'),
  '900928': value('definitieve_a_terme_datum', '/zwangerschap/definitieve_a_terme_datum'),
  '901000': { at: '/zwangerschap/voornemens' },
  '900998': intendedPlace(),
  '901003': { at: '/zwangerschap/prenatale_controle', tells: { datum_controle: 'effectiveTime' } },
  '900236': value('zwangerschapsduur'),
  '901023': value('leven_voelen'),
  '900939': value('rookgedrag'),
  '901001': value('alcoholgebruik'),
  '901002': value('drugsgebruikq'),
  '900571': value('gewicht_gemeten'),
  '901004': { at: '/zwangerschap/diagnose', tells: { datum: 'effectiveTime' } },
  '901092': { at: '/zwangerschap/diagnose', tells: { datum: 'effectiveTime' } },
  '900967': value('bloedverliesq'),
  '901005': value('partiele_molaq'),
  '900968': value('cervixinsufficientieq'),
  '900975': value('infectie'),
  '900969': value('hyperemesis_gravidarumq'),
  '900977': value('hypertensieve_aandoening'),
  '900971': value('zwangerschapscholestaseq'),
  '900978': value('diabetes_gravidarum_met_insulineq'),
  '900976': value('afwijkende_groei_foetus'),
  '900972': value('dreigende_partus_immaturusq'),
  '900973': value('dreigende_partus_prematurusq'),
  '900974': value('abruptio_placentaeq'),
  '901052': value('navelstrengprolapsq'),
  '901053': value('liggingsafwijking'),
  '901248': value('meerlingzwangerschapq'),
  '901250': value('serotiniteitq'),
  '901255': value('surmenageq'),
  '900918': fetalDeath(),
  '901091': fetalDeath(),
  '901006': {
    tells: { '/zwangerschap/intrauteriene_behandeling': 'value|methodCode|code' },
  },
  '900876': value('wijze_einde_zwangerschap', '/zwangerschap/wijze_einde_zwangerschap'),

  // bevalling
  '901101': { at: '/bevalling' },
  '900357': { tells: { partusnummer: 'id' } },
  '901014': { at: 'diagnose_bevalling' },
  '901007': value('ppromq'),
  '901008': value('promq'),
  '901009': value('koortsq'),
  '901010': value('niet_vorderende_ontsluitingq'),
  '901011': value('niet_vorderende_uitdrijvingq'),
  '901012': value('verdenking_foetale_noodq'),
  '901249': value('meconiumhoudend_vruchtwaterq'),
  '901013': value('vastzittende_placentaq'),
  '901054': value('fluxus_postpartumq'),
  '901254': value('behoefte_aan_pijnbestrijdingq'),
  '901057': value('conditie_perineum_postpartum'),
  '901104': value('conditie_perineum_postpartum'),
  '900262': value('conditie_perineum_postpartum'),
  '900358': value('aantal_geboren_kinderen'),
  '900156': value('risicostatus_voor_baring'),
  '900726': {
    at: '/bevalling/interventies_begin_baring',
    tells: { interventie_begin_baring: 'methodCode' },
  },
  '900705': value('indicatie_interventie_begin_baring'),
  '900715': value('wijze_waarop_de_baring_begon'),
  '901103': value('wijze_waarop_de_baring_begon'),
  '900197': { tells: { tijdstip_begin_actieve_ontsluiting: 'effectiveTime' } },
  '900716': {
    at: 'medicatie_nageboortetijdperk_groep',
    tells: {
      medicatie_nageboortetijdperkq: 'value',
      soort_medicatie_nageboortetijdperk:
        'outboundRelationship/substanceAdministration/consumable/manufacturedProduct/manufacturedProduct/code',
    },
  },
  '900214': value('placenta/geboorte_placenta'),
  '900900': value('hoeveelheid_bloedverlies'),

  // uitkomst per kind
  '901102': birth(),
  '900624': birth(),
  '900255': value(`${DEMOGRAPHIC}/geslacht_medische_observatie`),
  '900400': value(`${DEMOGRAPHIC}/rangnummer_kind`),
  '900433': value(`${DEMOGRAPHIC}/perinatale_sterfte_groep/fase_perinatale_sterfte`),
  '900217': value(`${MATERNAL}/bijstimulatie_toegediendq`),
  '900198': value(`${MATERNAL}/tijdstip_breken_vliezen`),
  '900199': value(`${MATERNAL}/kleur_en_consistentie_vruchtwater`),
  '900261': value(`${MATERNAL}/tijdstip_actief_meepersen`),
  '901063': {
    tells: {
      [`${MATERNAL}/episiotomieq`]: '@negationInd',
      [`${MATERNAL}/locatie_episiotomie`]: 'targetSiteCode',
    },
  },
  '901064': value(`${MATERNAL}/indicatie_episiotomie`),
  '900992': value(`${MATERNAL}/ruggenprik_gewenst_niet_gekregenq`),
  '900995': {
    at: `${MATERNAL}/pijnbestrijding`,
    tells: { '../pijnbestrijdingq': '@negationInd', 'methode/methode': 'methodCode[told]' },
  },
  '901022': value('periode'),
  'code PijnbestrOverig': { at: 'methode/overig_middel', tells: { middel: 'methodCode[told]' } },
  'code 416118004': { tells: { toediening: 'methodCode' } },
  '900996': denied(`${MATERNAL}/sedatieq`),
  '900861': value(`${OUTCOME}/type_partus`, `${EARLIER}/type_partus`),
  '901107': value(`${OUTCOME}/type_partus`, `${EARLIER}/type_partus`),
  '900359': value(`${OUTCOME}/ligging_bij_geboorte`),
  '900294': value(
    `${OUTCOME}/lichamelijk_onderzoek_kind/apgarscore_na_5_min`,
    `${EARLIER}/apgarscore_na_5_min`,
  ),
  '900425': value(`${OUTCOME}/lichamelijk_onderzoek_kind/geboortegewicht`),
  'code 8339-4': value(`${OUTCOME}/lichamelijk_onderzoek_kind/geboortegewicht`),
  '900999': {
    at: `${OUTCOME}/vaginale_kunstverlossing_groep`,
    tells: { vaginale_kunstverlossing: 'methodCode' },
    formal: ['@negationInd'],
  },
  '900275': value('succes_vaginale_kunstverlossingq'),
  '900277': { at: `${OUTCOME}/sectio_caesarea_group`, formal: ['@negationInd'] },
  '901106': { at: `${OUTCOME}/sectio_caesarea_group`, formal: ['@negationInd'] },
  '900278': value('beslismoment_sectio_caesarea'),
  '900279': value('indicatie_primaire_sectio'),
  '901105': value('indicatie_primaire_sectio'),
  '901090': value('indicatie_secundaire_sectio'),
  '900893': value(`${OUTCOME}/overige_interventies`),
  '901017': anomaly('congenitale_afwijkingenq', 'specificatie_congenitale_afwijking'),
  '901016': anomaly(
    'congenitale_afwijkingen_groep/chromosomale_afwijkingenq',
    'specificatie_chromosomale_afwijking',
  ),
  '901019': {
    tells: {
      [`${OUTCOME}/problematiek_kindq`]: '@negationInd',
      [`${OUTCOME}/problematiek_kind`]: 'value',
    },
  },
  '901020': {
    at: `${OUTCOME}/betrokkenheid_kinderarts`,
    tells: {
      '../kinderarts_betrokkenq': '@negationInd',
      datum_betrokkenheid: 'performer/time',
      type_betrokkenheid: 'value',
      zorginstelling_lvrid: 'performer/assignedEntity/representedOrganization/id',
    },
    formal: ['performer/assignedEntity/code'],
  },
  '901021': { tells: { reden_betrokkenheid: 'value|@nullFlavor' } },

  // medisch onderzoek
  '900985': { at: '/medisch_onderzoek/maternale_onderzoeksgegevens' },
  '900986': { at: 'urine_bloed_en_aanvullende_onderzoeken/psie' },
  '900171': {
    tells: {
      irregulaire_antistoffenq: '@negationInd',
      welke_irregulaire_antistoffen_vrouw_aanwezig: 'value',
    },
  },

  // postnatale fase: it stands with the child
  '900724': {
    at: '/postnatale_fase/kindspecifieke_gegevens',
    tells: {
      rangnummer_kind: '^900400/value',
      'voeding_kind_groep/voeding_kind_datum': 'effectiveTime',
      'voeding_kind_groep/substantie_voeding_kind': 'product/product/playingMaterial/code',
    },
  },
}

function referral(): TemplateRule {
  const referred = (group: string, role: string) => ({
    [`${group}/zorginstelling/zorgaanbieder_identificatie_nummer`]: `${role}/assignedEntity/representedOrganization/id`,
    [`${group}/zorginstelling/specialisme`]: `${role}/assignedEntity/code`,
  })
  return {
    at: '/zorgverlening/verwijsdetails',
    tells: {
      datum_verwijzing: 'effectiveTime',
      ...referred('verwijzing_van', 'author'),
      ...referred('verwijzing_naar', 'performer'),
    },
  }
}

function intendedPlace(): TemplateRule {
  const organisation = 'location/healthCareFacility/serviceProviderOrganization'
  const hospital = 'naar_welk_ziekenhuis_wil_de_vrouw_worden_verwezenq'
  return {
    tells: {
      voorgenomen_plaats_baring_tijdens_zwangerschap_type_locatie: 'value',
      [`${hospital}/zorginstelling_agbid`]: `${organisation}/id[agb]`,
      [`${hospital}/zorginstelling_lvrid`]: `${organisation}/id[lvr]`,
      [`${hospital}/naam_zorginstelling`]: `${organisation}/name`,
    },
  }
}

function fetalDeath(): TemplateRule {
  const group = 'intrauteriene_vruchtdood'
  return {
    tells: {
      [`${group}/vermoeden_intrauteriene_vruchtdoodq`]: 'value',
      [`${group}/vermoeden_iuvd_op_basis_van`]: 'outboundRelationship/procedure/code',
    },
    formal: ['uncertaintyCode'],
  }
}

function earlierBirth(): TemplateRule {
  return {
    at: 'vorige_uitkomst_per_kind/vorige_baring',
    tells: {
      [`${DEMOGRAPHIC}/geboortedatum`]: 'subject/personalRelationship/relationshipHolder/birthTime',
    },
    formal: ['subject/personalRelationship/code'],
  }
}

function birth(): TemplateRule {
  const holder = 'subject/personalRelationship/relationshipHolder'
  const death = `${DEMOGRAPHIC}/perinatale_sterfte_groep`
  return {
    at: '/uitkomst_per_kind/baring',
    tells: {
      werkelijke_plaats_baring_type_locatie: 'location/healthCareFacility/code',
      'ziekenhuis_baring/ziekenhuisnummer_lvrid': 'location/healthCareFacility/id',
      [`${DEMOGRAPHIC}/identificaties_kind/bsn_kind`]: `${holder}/id[bsn]`,
      [`${DEMOGRAPHIC}/geboortedatum`]: `${holder}/birthTime`,
      [`${death}/perinatale_sterfteq`]: `${holder}/deceasedInd`,
      [`${death}/datumtijd_vaststelling_perinatale_sterfte`]: `${holder}/deceasedTime`,
      [`${OUTCOME}/aanpakker_kind_groep/rol_aanpakker_kind`]: 'performer/responsibleParty/code',
      [`${OUTCOME}/supervisor_groep/rol_supervisor`]: 'responsibleParty/assignedEntity/code',
    },
    formal: ['subject/personalRelationship/code', 'performer/responsibleParty/agentPerson'],
  }
}

function anomaly(question: string, specification: string): TemplateRule {
  const group = `${OUTCOME}/congenitale_afwijkingen_groep/${specification}_groep`
  return {
    tells: {
      [`${OUTCOME}/${question}`]: '@negationInd',
      [`${group}/${specification}`]: 'value',
    },
  }
}
