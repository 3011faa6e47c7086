/**
 * The read-only extract of a Digitaal Dossier JGZ: its tables, their columns by BDS element number with the
 * official name, and what the reader does not get (free text, names of parents, the street).
 *
 * Coded values are those of the data set (W-lists), not of the HL7 messages: sex is 1 or 2 here. Every row
 * says since when it is true (`geldig_op`) and when it was written down (`vastgelegd_op`).
 *
 * @module
 */

import type { Column, Tables } from './postgres-load.ts'

const CLOCKS = {
  geldig_op: { type: 'date not null', about: 'Sinds wanneer, of op welke dag, het zo was' },
  vastgelegd_op: { type: 'timestamptz not null', about: 'Wanneer het in het dossier kwam' },
} as const satisfies Record<string, Column>

const CLIENT = {
  client_id: { type: 'text not null', about: 'Dossiernummer bij de JGZ-organisatie' },
} as const satisfies Record<string, Column>

export const JGZ_TABLES = {
  client: {
    about: 'Jeugdigen met een dossier (R001-R003)',
    columns: {
      ...CLIENT,
      bds_0007: { type: 'text', about: '7 BSN' },
      bds_0001: { type: 'text', about: '1 Voorvoegsel achternaam' },
      bds_0002: { type: 'text', about: '2 Achternaam' },
      bds_0006: { type: 'text', about: '6 Voornaam' },
      bds_0019: { type: 'text', about: '19 Geslacht (W0023: 1 mannelijk, 2 vrouwelijk)' },
      bds_0020: { type: 'date', about: '20 Geboortedatum' },
      bds_0021: { type: 'date', about: '21 Datum overlijden' },
      bds_0023: { type: 'text', about: '23 Geboorteland (landentabel BRP)' },
      bds_0009: { type: 'text', about: '9 Gemeente (gemeentecode)' },
      bds_0010: { type: 'text', about: '10 Woonplaats' },
      bds_0011: { type: 'text', about: '11 Straatnaam', hidden: true },
      bds_0012: { type: 'integer', about: '12 Huisnummer' },
      bds_0013: { type: 'text', about: '13 Huisletter', hidden: true },
      bds_0016: { type: 'text', about: '16 Postcode' },
      bds_0018: { type: 'text', about: '18 Indicatie geheim (W0032)' },
      bds_0697: { type: 'boolean', about: '697 Adres is geheim' },
      bds_0493: { type: 'text', about: '493 Notitieblad', hidden: true },
      ...CLOCKS,
    },
    primaryKey: 'client_id',
    indices: ['bds_0007', 'bds_0020', 'vastgelegd_op'],
  },
  ouder: {
    about: 'Ouders en verzorgers (R012)',
    columns: {
      ...CLIENT,
      volgnummer: { type: 'smallint not null', about: 'Binnen het dossier' },
      bds_0655: { type: 'text', about: '655 BSN ouder/verzorger' },
      bds_0061: { type: 'text', about: '61 Voornaam ouder/verzorger', hidden: true },
      bds_0062: { type: 'text', about: '62 Relatie tot jeugdige ouder/verzorger (W0096)' },
      bds_0063: { type: 'date', about: '63 Geboortedatum ouder/verzorger' },
      bds_0065: { type: 'date', about: '65 Datum overlijden ouder/verzorger' },
      bds_0066: { type: 'text', about: '66 Opleiding ouder/verzorger (W0658)' },
      ...CLOCKS,
    },
    primaryKey: 'client_id, volgnummer',
    indices: ['bds_0655'],
  },
  kenmerk_ouder: {
    about: 'Kenmerken van ouders en verzorgers: gegevens van de ouder, niet van het kind (R012)',
    columns: {
      ...CLIENT,
      volgnummer: { type: 'smallint not null', about: 'Van de ouder, binnen het dossier' },
      bds_0070: { type: 'text not null', about: '70 Kenmerken ouder/verzorger (W0116)' },
      ...CLOCKS,
    },
    indices: ['client_id'],
  },
  zwangerschap: {
    about: 'Zwangerschap van de biologische moeder (R014)',
    columns: {
      ...CLIENT,
      bds_0091: { type: 'boolean', about: '91 Roken tijdens de zwangerschap' },
      bds_0740: { type: 'smallint', about: '740 Graviditeit' },
      bds_0741: { type: 'smallint', about: '741 Pariteit' },
      bds_1578: { type: 'date', about: '1578 A terme datum' },
      bds_1581: {
        type: 'boolean',
        about: '1581 Moeder heeft kinkhoestvaccinatie gekregen na zwangerschapsduur 12w6d',
      },
      bds_1587: { type: 'date', about: '1587 Datum maternale kinkhoestvaccinatie' },
      ...CLOCKS,
    },
    primaryKey: 'client_id',
    indices: [],
  },
  geboorte: {
    about: 'Bevalling en pasgeborene (R015, R016)',
    columns: {
      ...CLIENT,
      bds_0082: { type: 'smallint', about: '82 Zwangerschapsduur, in dagen' },
      bds_0108: { type: 'text', about: '108 Meerling (vrije tekst)' },
      bds_0109: { type: 'smallint', about: '109 Volgnummer bij meerling; leeg bij een eenling' },
      bds_0110: { type: 'integer', about: '110 Geboortegewicht, in gram' },
      bds_0112: { type: 'integer', about: '112 Geboortelengte, in millimeter' },
      bds_0113: { type: 'integer', about: '113 Hoofdomtrek bij geboorte, in millimeter' },
      loinc_9272_6: { type: 'text', about: 'Apgar score na 1 min (LOINC 9272-6)' },
      loinc_9274_2: { type: 'text', about: 'Apgar score na 5 min (LOINC 9274-2)' },
      ...CLOCKS,
    },
    primaryKey: 'client_id',
    indices: [],
  },
  contactmoment: {
    about: 'Activiteiten, ook geplande en niet verschenen (R018)',
    columns: {
      id: { type: 'text not null', about: 'Nummer van de activiteit binnen de organisatie' },
      ...CLIENT,
      datum: { type: 'date not null', about: '724 Datum activiteit' },
      bds_0494: { type: 'text', about: '494 Soort activiteit (W0188)' },
      bds_1577: { type: 'text', about: '1577 Vorm activiteit (W0679)' },
      bds_1605: { type: 'text', about: '1605 Status activiteit (W0690); leeg zolang gepland' },
      bds_1599: { type: 'text', about: '1599 Uitvoerende activiteit discipline (W0686)' },
      verzoeker: { type: 'text', about: '1423 Verzoeker activiteit (W0659)' },
      gepland: { type: 'boolean not null', about: 'Ligt nog in het verschiet' },
      bds_0482: { type: 'text', about: '482 Conclusie (vrije tekst)', hidden: true },
      ...CLOCKS,
    },
    primaryKey: 'id',
    indices: ['client_id, datum', 'vastgelegd_op'],
  },
  observatie: {
    about: 'Wat bij een activiteit is gemeten of gevonden: één BDS-element per rij',
    columns: {
      ...CLIENT,
      contactmoment_id: { type: 'text not null', about: 'Nummer van de activiteit' },
      element: { type: 'integer not null', about: 'Nummer van het BDS-element' },
      waarde: { type: 'text not null', about: 'Waarde, of code uit de codelijst' },
      codelijst: { type: 'text', about: 'W-lijst van een gecodeerde waarde' },
      eenheid: { type: 'text', about: 'Eenheid (UCUM) van een gemeten waarde' },
      ...CLOCKS,
    },
    indices: ['client_id, element', 'contactmoment_id', 'vastgelegd_op'],
  },
  vaccinatie: {
    about: 'Vaccinaties, gegeven of geweigerd (R041, G076)',
    columns: {
      id: { type: 'text not null', about: 'Nummer van de vaccinatie binnen de organisatie' },
      ...CLIENT,
      bds_1409: { type: 'date not null', about: '1409 Datum vaccinatie, of van de weigering' },
      bds_0461: { type: 'text', about: '461 Soort vaccinatie (W0422)' },
      dosis: { type: 'smallint', about: 'De hoeveelste van deze soort' },
      bds_0472: { type: 'text', about: '472 Partijnummer' },
      bds_0686: { type: 'text', about: '686 Reden van enting (W0417)' },
      bds_0683: { type: 'text', about: '683 Bezwaar (W0323): gevuld is niet gegeven' },
      ...CLOCKS,
    },
    primaryKey: 'id',
    indices: ['client_id', 'vastgelegd_op'],
  },
  verwijzing: {
    about: 'Indicaties met advies of verwijzing (R047)',
    columns: {
      id: { type: 'text not null', about: 'Nummer van de verwijzing binnen de organisatie' },
      ...CLIENT,
      contactmoment_id: { type: 'text', about: 'Nummer van de activiteit' },
      datum: { type: 'date not null', about: 'Datum van de verwijzing' },
      bds_0485: { type: 'text', about: '485 Indicatie (W0619)' },
      bds_1159: { type: 'text', about: '1159 Verwijzing naar (W0621)' },
      ...CLOCKS,
    },
    primaryKey: 'id',
    indices: ['client_id', 'vastgelegd_op'],
  },
  vve: {
    about: 'Deelname aan voor- en vroegschoolse educatie',
    columns: {
      ...CLIENT,
      bds_1417: { type: 'boolean not null', about: '1417 Deelname VVE' },
      bds_1493: { type: 'text', about: '1493 Reden geen deelname aan VVE (W0075)' },
      ...CLOCKS,
    },
    indices: ['client_id', 'vastgelegd_op'],
  },
  status: {
    about: 'Status in zorg; de laatste rij geldt',
    columns: {
      ...CLIENT,
      bds_1197: { type: 'text not null', about: '1197 Status in zorg (W0625)' },
      bds_0487: { type: 'text', about: '487 Zorgbeëindiging (W0626)' },
      bds_0488: { type: 'date', about: '488 Datum zorgbeëindiging' },
      ...CLOCKS,
    },
    indices: ['client_id', 'vastgelegd_op'],
  },
} as const satisfies Tables
