/**
 * The dataset of the kernset 2.3.6 as a table. The woman, and her earlier pregnancies (vrouw, obstetrische anamnese).
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

export const WOMAN: readonly Concept[] = [
  group(
    'vrouw',
    2,
    [
      identifier('burgerservicenummer', 10030),
      identifier('lokale_persoonsidentificatie', 10031),
      date('geboortedatum', 10040),
      group('adres', 10300, [text('postcode', 10304)]),
      code('etniciteit', 10400),
      group('anamnese', 80811, [
        answer('onder_behandeling_geweestq', 82020),
        group('algemene_anamnese', 80904, [
          code('autoimmuun_aandoening', 82220, '0..*'),
          code('cardiovasculaire_aandoening', 80906, '0..*'),
          code('urogenitale_aandoening', 82267, '0..*'),
          code('oncologische_aandoening', 82221, '0..*'),
          code('schildklier_aandoening', 80909),
          answer('diabetes_mellitusq', 80910),
          code('neurologische_aandoening', 80912, '0..*'),
          code('infectieziekte', 82210, '0..*'),
          code('mdl_aandoening', 82219, '0..*'),
          code('anemie', 82222, '0..*'),
          code('longaandoening', 82266, '0..*'),
          code('gynaecologische_aandoening', 80917, '0..*'),
          code('orthopedische_afwijking', 80918, '0..*'),
          answer('bloedtransfusieq', 10805),
          answer('transfusiereactieq', 82231),
          code('type_operatie', 80818, '0..*'),
          code('type_stollingsprobleem', 80817, '0..*'),
          answer('psychiatrieq', 82159),
          answer('overige_aandoeningq', 82212),
          text('overige_aandoening', 80919, '0..*'),
        ]),
      ]),
      quantity('lengte_gemeten', 20212),
      answer('vrouwelijke_genitale_verminkingq', 80675),
      code('type_vrouwelijke_genitale_verminking', 80676),
    ],
    '1..1',
  ),
  group(
    'obstetrische_anamnese_gegroepeerd_per_voorgaande_zwangerschap',
    17,
    [
      code('wijze_einde_zwangerschap', 80623),
      date('definitieve_a_terme_datum', 82337),
      group(
        'diagnose',
        82314,
        [
          code('gynaecologische_aandoening', 82317),
          answer('bloedverliesq', 82318),
          answer('cervixinsufficientieq', 82320),
          code('infectie', 82321),
          answer('hyperemesis_gravidarumq', 82322),
          code('hypertensieve_aandoening', 82323),
          answer('zwangerschapscholestaseq', 82324),
          answer('diabetes_gravidarum_met_insulineq', 82325),
          code('afwijkende_groei_foetus', 82326),
          answer('dreigende_partus_immaturusq', 82327),
          answer('dreigende_partus_prematurusq', 82328),
          answer('abruptio_placentaeq', 82329),
        ],
        '0..*',
      ),
      answer('irregulaire_antistoffenq', 82214),
      group('eerdere_bevalling', 18, [
        group('placenta', 80718, [code('geboorte_placenta', 82336)]),
        quantity('hoeveelheid_bloedverlies', 10598),
        group(
          'vorige_uitkomst_per_kind',
          19,
          [
            group('vorige_baring', 80709, [
              group('demografische_gegevens', 80696, [datetime('geboortedatum', 80702)]),
              group('kindspecifieke_gegevens_vorige_uitkomsten', 21, [
                code('type_partus', 80624),
                code('percentiel_van_het_geboortegewicht', 10605),
                count('apgarscore_na_5_min', 10606),
                answer('congenitale_afwijkingenq', 80997),
                group('congenitale_afwijkingen_groep', 80998, [
                  answer('chromosomale_afwijkingenq', 81002),
                ]),
              ]),
            ]),
          ],
          '0..*',
        ),
      ]),
    ],
    '0..*',
  ),
]
