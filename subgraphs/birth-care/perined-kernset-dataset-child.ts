/**
 * The dataset of the kernset 2.3.6 as a table. What came of it for each child, examinations, and after the birth (uitkomst per kind, medisch onderzoek, postnatale fase).
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
} from './perined-kernset-concept.ts'

export const CHILD: readonly Concept[] = [
  group(
    'uitkomst_per_kind',
    7,
    [
      group('baring', 40002, [
        code('werkelijke_plaats_baring_type_locatie', 40003),
        group('ziekenhuis_baring', 82114, [identifier('ziekenhuisnummer_lvrid', 40005)]),
        group('demografische_gegevens', 40006, [
          group('identificaties_kind', 40007, [identifier('bsn_kind', 40010)]),
          code('geslacht_medische_observatie', 40041),
          datetime('geboortedatum', 40050),
          count('rangnummer_kind', 40025),
          group('perinatale_sterfte_groep', 40279, [
            answer('perinatale_sterfteq', 40280),
            code('fase_perinatale_sterfte', 40290),
            datetime('datumtijd_vaststelling_perinatale_sterfte', 40300),
          ]),
        ]),
        group('kindspecifieke_maternale_gegevens', 71, [
          answer('bijstimulatie_toegediendq', 20616),
          datetime('tijdstip_breken_vliezen', 80619),
          code('kleur_en_consistentie_vruchtwater', 20610),
          datetime('tijdstip_actief_meepersen', 30030),
          answer('episiotomieq', 30050),
          code('indicatie_episiotomie', 80794, '0..*'),
          code('locatie_episiotomie', 30055),
          answer('ruggenprik_gewenst_niet_gekregenq', 82089),
          answer('pijnbestrijdingq', 82090),
          group(
            'pijnbestrijding',
            82091,
            [
              group(
                'methode',
                82093,
                [
                  code('methode', 82092, '1..1'),
                  group(
                    'overig_middel',
                    82094,
                    [code('middel', 82095), code('toediening', 82096)],
                    '0..*',
                  ),
                ],
                '1..1',
              ),
              code('periode', 82097),
            ],
            '0..*',
          ),
          answer('sedatieq', 80827),
        ]),
        group('kindspecifieke_uitkomstgegevens', 72, [
          code('type_partus', 80626),
          code('ligging_bij_geboorte', 40140),
          group('aanpakker_kind_groep', 40149, [code('rol_aanpakker_kind', 40150)]),
          group('supervisor_groep', 40169, [code('rol_supervisor', 40170)]),
          group(
            'vaginale_kunstverlossing_groep',
            40189,
            [
              code('vaginale_kunstverlossing', 40190),
              answer('succes_vaginale_kunstverlossingq', 40200),
            ],
            '0..*',
          ),
          group('sectio_caesarea_group', 40219, [
            code('beslismoment_sectio_caesarea', 40225),
            code('indicatie_primaire_sectio', 82546, '0..*'),
            code('indicatie_secundaire_sectio', 82547, '0..*'),
          ]),
          code('overige_interventies', 40240, '0..*'),
          group(
            'lichamelijk_onderzoek_kind',
            80766,
            [count('apgarscore_na_5_min', 40071), quantity('geboortegewicht', 40060)],
            '0..*',
          ),
          answer('congenitale_afwijkingenq', 40080),
          group('congenitale_afwijkingen_groep', 40081, [
            group(
              'specificatie_congenitale_afwijking_groep',
              40082,
              [code('specificatie_congenitale_afwijking', 40090, '1..1')],
              '0..*',
            ),
            answer('chromosomale_afwijkingenq', 40110),
            group(
              'specificatie_chromosomale_afwijking_groep',
              40111,
              [code('specificatie_chromosomale_afwijking', 40120, '1..1')],
              '0..*',
            ),
          ]),
          answer('problematiek_kindq', 82334),
          code('problematiek_kind', 80789, '0..*'),
          answer('kinderarts_betrokkenq', 82119),
          group(
            'betrokkenheid_kinderarts',
            82120,
            [
              datetime('datum_betrokkenheid', 82122),
              code('reden_betrokkenheid', 82123),
              code('type_betrokkenheid', 82121),
              identifier('zorginstelling_lvrid', 82335),
            ],
            '0..*',
          ),
        ]),
      ]),
    ],
    '0..*',
  ),
  group(
    'medisch_onderzoek',
    14,
    [
      group(
        'maternale_onderzoeksgegevens',
        142,
        [
          group(
            'urine_bloed_en_aanvullende_onderzoeken',
            80959,
            [
              group(
                'psie',
                80949,
                [
                  answer('irregulaire_antistoffenq', 10812),
                  code('welke_irregulaire_antistoffen_vrouw_aanwezig', 10813, '0..*'),
                ],
                '0..*',
              ),
            ],
            '0..*',
          ),
        ],
        '0..*',
      ),
    ],
    '0..*',
  ),
  group('postnatale_fase', 16, [
    group(
      'diagnoseinterventie_postnataal',
      82297,
      [datetime('datum', 82298), code('pathologie_vrouw', 82209)],
      '0..*',
    ),
    group(
      'kindspecifieke_gegevens',
      161,
      [
        count('rangnummer_kind', 83377),
        group('voeding_kind_groep', 70009, [
          date('voeding_kind_datum', 70011),
          code('substantie_voeding_kind', 70030, '1..*'),
        ]),
      ],
      '0..*',
    ),
  ]),
]
