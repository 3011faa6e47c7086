/**
 * The dataset of the kernset 2.3.6 as a table. Who was responsible, in which periods, and to whom was referred and why (zorgverlening, zorginstelling).
 *
 * @module
 */

import {
  answer,
  type Concept,
  code,
  datetime,
  group,
  identifier,
  text,
} from './perined-kernset-concept.ts'

export const CARE: readonly Concept[] = [
  group(
    'zorgverlening',
    4,
    [
      datetime('datum_start_zorgverantwoordelijkheid', 20290, '1..1'),
      datetime('datum_einde_zorgverantwoordelijkheid', 20340),
      code('eindverantwoordelijk_in_welke_perinatale_periodeq', 20355, '1..*'),
      code('conclusie_risicostatus_na_intake', 20305),
      group(
        'verwijsdetails',
        82012,
        [
          datetime('datum_verwijzing', 82013),
          group('verwijzing_van', 82550, [
            group('zorginstelling', 82551, [
              identifier('zorgaanbieder_identificatie_nummer', 82552, '0..*'),
              code('specialisme', 82554),
            ]),
          ]),
          group('verwijzing_naar', 82577, [
            group('zorginstelling', 82578, [
              identifier('zorgaanbieder_identificatie_nummer', 82579, '0..*'),
              code('specialisme', 82580),
            ]),
            code('type_verwijzing', 82581),
          ]),
          group(
            'redenen_van_verwijzing',
            82014,
            [
              group('van_1e_naar_2e_lijn', 82450, [
                group('algemene_anamnese', 82454, [
                  code('autoimmuun_aandoening', 82456, '0..*'),
                  code('cardiovasculaire_aandoening', 82458, '0..*'),
                  code('urogenitale_aandoening', 82460, '0..*'),
                  code('oncologische_aandoening', 82462, '0..*'),
                  code('schildklier_aandoening', 82464),
                  answer('diabetes_mellitusq', 82465),
                  code('neurologische_aandoening', 82467, '0..*'),
                  code('infectieziekte', 82469, '0..*'),
                  code('mdl_aandoening', 82471, '0..*'),
                  code('anemie', 82473, '0..*'),
                  code('longaandoening', 82475, '0..*'),
                  code('gynaecologische_aandoening', 82477, '0..*'),
                  code('orthopedische_afwijking', 82479, '0..*'),
                  answer('bloedtransfusieq', 82481),
                  answer('transfusiereactieq', 82482),
                  code('type_operatie', 82484, '0..*'),
                  code('type_stollingsprobleem', 82486, '0..*'),
                  answer('psychiatrieq', 82488),
                  answer('overige_aandoeningq', 82490),
                ]),
                group('obstetrische_anamnese', 82492, [
                  code('gynaecologische_aandoening', 82582),
                  answer('bloedverliesq', 82493),
                  answer('partiele_molaq', 82494),
                  answer('cervixinsufficientieq', 82495),
                  code('infectie', 82496),
                  answer('hyperemesis_gravidarumq', 82497),
                  code('hypertensieve_aandoening', 82498),
                  answer('zwangerschapscholestaseq', 82499),
                  answer('diabetes_gravidarum_met_insulineq', 82500),
                  code('afwijkende_groei_foetus', 82501),
                  answer('dreigende_partus_immaturusq', 82502),
                  answer('dreigende_partus_prematurusq', 82503),
                  answer('abruptio_placentaeq', 82504),
                  answer('fluxus_postpartumq', 82505),
                ]),
                group('zwangerschap', 82506, [
                  code('gynaecologische_aandoening', 82509),
                  answer('bloedverliesq', 82510),
                  answer('partiele_molaq', 82511),
                  answer('cervixinsufficientieq', 82512),
                  code('infectie', 82513),
                  answer('hyperemesis_gravidarumq', 82514),
                  code('hypertensieve_aandoening', 82515),
                  answer('zwangerschapscholestaseq', 82516),
                  answer('diabetes_gravidarum_met_insulineq', 82517),
                  code('afwijkende_groei_foetus', 82518),
                  answer('dreigende_partus_immaturusq', 82519),
                  answer('dreigende_partus_prematurusq', 82520),
                  answer('abruptio_placentaeq', 82521),
                  answer('navelstrengprolapsq', 82522),
                  code('liggingsafwijking', 82523),
                  answer('meerlingzwangerschapq', 83404),
                  answer('serotiniteitq', 84192),
                  group('intrauteriene_vruchtdood', 82524, [
                    answer('vermoeden_intrauteriene_vruchtdoodq', 82525),
                  ]),
                  answer('surmenageq', 84216),
                ]),
                code('einde_zwangerschap', 82453),
                group('bevalling', 82527, [
                  answer('ppromq', 82530),
                  answer('promq', 82531),
                  answer('koortsq', 82532),
                  answer('niet_vorderende_ontsluitingq', 82533),
                  answer('niet_vorderende_uitdrijvingq', 82534),
                  answer('verdenking_foetale_noodq', 82535),
                  answer('meconiumhoudend_vruchtwaterq', 83403),
                  group('intrauteriene_vruchtdood', 82536, [
                    answer('vermoeden_intrauteriene_vruchtdoodq', 82537),
                  ]),
                  answer('vastzittende_placentaq', 82541),
                  answer('conditie_perineum_postpartum', 82543),
                  answer('fluxus_postpartumq', 82542),
                  answer('behoefte_aan_pijnbestrijdingq', 84215),
                ]),
                group('postnatale_fase', 82544, [code('pathologie_vrouw', 82545, '0..*')]),
                text('overig', 82442),
              ]),
              text('van_2e_naar_3e_lijn', 82451),
              code('van_2e_naar_1e_lijn', 82448),
              code('van_3e_naar_2e_lijn', 82449),
            ],
            '0..*',
          ),
          code('perinatale_periode', 20367),
        ],
        '0..*',
      ),
    ],
    '1..1',
  ),
  group(
    'zorgverlenerzorginstelling',
    1,
    [
      group(
        'zorginstelling',
        10020,
        [
          identifier('zorginstelling_agbid', 10022),
          identifier('zorginstelling_lvrid', 10023, '1..1'),
        ],
        '1..1',
      ),
    ],
    '1..1',
  ),
]
