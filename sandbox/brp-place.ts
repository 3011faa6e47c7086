/**
 * A dwelling as the population register's APIs deliver it.
 *
 * @module
 */

import type { Waarde } from './brp-person.ts'
import type { Residence } from './population.ts'

export const NON_RESIDENTS: Waarde = {
  code: '1999',
  omschrijving: 'Registratie Niet Ingezetenen (RNI)',
}

export function toAddress(residence: Residence) {
  return {
    type: 'Adres' as const,
    verblijfadres: {
      officieleStraatnaam: residence.street,
      korteStraatnaam: residence.street.slice(0, 24),
      huisnummer: residence.houseNumber,
      ...(residence.houseLetter !== null && { huisletter: residence.houseLetter }),
      postcode: residence.postcode,
      woonplaats: residence.city,
    },
    functieAdres: { code: 'W', omschrijving: 'woonadres' },
    adresseerbaarObjectIdentificatie: residence.bagId,
    // BAG: object type 01 is a dwelling, 20 the number plate on it.
    nummeraanduidingIdentificatie: `${residence.bagId.slice(0, 4)}20${residence.bagId.slice(6)}`,
  }
}
