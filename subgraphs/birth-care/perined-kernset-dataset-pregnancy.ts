/**
 * The dataset of the kernset 2.3.6 as a table. The pregnancy and the delivery (zwangerschap, bevalling).
 *
 * @module
 */

import {
  answer,
  type Concept,
  code,
  count,
  date,
  datetime,
  group,
  identifier,
  quantity,
  text,
} from './perined-kernset-concept.ts'

export const PREGNANCY: readonly Concept[] = [
  group(
    'zwangerschap',
    3,
    [
      identifier('dossiernummer', 84211, '1..1'),
      count('graviditeit', 20010),
      count('pariteit_voor_deze_zwangerschap', 20150),
      date('definitieve_a_terme_datum', 82160),
      group('voornemens', 80671, [
        code('voorgenomen_plaats_baring_tijdens_zwangerschap_type_locatie', 20261),
        group('naar_welk_ziekenhuis_wil_de_vrouw_worden_verwezenq', 84194, [
          identifier('zorginstelling_agbid', 84195, '1..1'),
          identifier('zorginstelling_lvrid', 84210, '1..1'),
          text('naam_zorginstelling', 84196),
        ]),
      ]),
      group(
        'prenatale_controle',
        80732,
        [
          datetime('datum_controle', 80737, '1..1'),
          quantity('zwangerschapsduur', 80738),
          code('leven_voelen', 80746),
          code('rookgedrag', 80810),
          code('alcoholgebruik', 80747),
          answer('drugsgebruikq', 82102),
          quantity('gewicht_gemeten', 20211),
        ],
        '0..*',
      ),
      group(
        'diagnose',
        82268,
        [
          datetime('datum', 82272),
          quantity('zwangerschapsduur', 82285),
          code('gynaecologische_aandoening', 82269),
          answer('bloedverliesq', 82270),
          answer('partiele_molaq', 82286),
          answer('cervixinsufficientieq', 82271),
          code('infectie', 82273),
          answer('hyperemesis_gravidarumq', 82274),
          code('hypertensieve_aandoening', 82275),
          answer('zwangerschapscholestaseq', 82276),
          answer('diabetes_gravidarum_met_insulineq', 82277),
          code('afwijkende_groei_foetus', 82278),
          answer('dreigende_partus_immaturusq', 82279),
          answer('dreigende_partus_prematurusq', 82280),
          answer('abruptio_placentaeq', 82289),
          answer('navelstrengprolapsq', 82452),
          code('liggingsafwijking', 82380),
          group('intrauteriene_vruchtdood', 80613, [
            answer('vermoeden_intrauteriene_vruchtdoodq', 82435, '1..1'),
            code('vermoeden_iuvd_op_basis_van', 82436),
          ]),
        ],
        '0..*',
      ),
      code('intrauteriene_behandeling', 82230, '0..*'),
      answer('maternale_sterfteq', 20670),
      code('wijze_einde_zwangerschap', 80625),
    ],
    '1..1',
  ),
  group('bevalling', 6, [
    identifier('partusnummer', 20500),
    group('diagnose_bevalling', 82291, [
      answer('ppromq', 82338),
      answer('promq', 82290),
      answer('koortsq', 82292),
      answer('niet_vorderende_ontsluitingq', 82293),
      answer('niet_vorderende_uitdrijvingq', 82294),
      answer('verdenking_foetale_noodq', 82296),
      group('intrauteriene_vruchtdood', 82443, [
        answer('vermoeden_intrauteriene_vruchtdoodq', 82444, '1..1'),
        code('vermoeden_iuvd_op_basis_van', 82445),
      ]),
      answer('vastzittende_placentaq', 82295),
      answer('fluxus_postpartumq', 82398),
    ]),
    count('aantal_geboren_kinderen', 20505),
    code('risicostatus_voor_baring', 20530),
    group(
      'interventies_begin_baring',
      20555,
      [code('interventie_begin_baring', 20560), code('indicatie_interventie_begin_baring', 20570)],
      '0..*',
    ),
    code('wijze_waarop_de_baring_begon', 20550),
    datetime('tijdstip_begin_actieve_ontsluiting', 20590),
    group('medicatie_nageboortetijdperk_groep', 20619, [
      answer('medicatie_nageboortetijdperkq', 20620),
      code('soort_medicatie_nageboortetijdperk', 20626, '0..*'),
    ]),
    group('placenta', 80612, [code('geboorte_placenta', 20630)]),
    quantity('hoeveelheid_bloedverlies', 20640),
    code('conditie_perineum_postpartum', 80673, '0..*'),
  ]),
]
