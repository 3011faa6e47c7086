/**
 * What is assumed before anything was counted, and of what is too rare to be counted.
 *
 * @module
 */

import type { FieldOdds, LinkModel, Thresholds } from './model.ts'

export const DEFAULT_THRESHOLDS: Thresholds = { link: 10, possible: -2, margin: 5 }

export const DEFAULT_ODDS: FieldOdds = {
  bsn: {
    equal: { m: 0.985, u: 1e-7 },
    near: { m: 0.012, u: 1e-6 },
    different: { m: 0.003, u: 1 },
  },
  familyName: {
    exact: { m: 0.86, u: 0.003 },
    normalised: { m: 0.03, u: 0.001 },
    part: { m: 0.02, u: 0.000_3 },
    swapped: { m: 0.005, u: 1e-6 },
    jw92: { m: 0.05, u: 0.001 },
    jw85: { m: 0.015, u: 0.002 },
    different: { m: 0.02, u: 0.992 },
  },
  givenName: {
    exact: { m: 0.86, u: 0.004 },
    normalised: { m: 0.01, u: 0.000_3 },
    first: { m: 0.03, u: 0.001 },
    jw92: { m: 0.04, u: 0.002 },
    jw85: { m: 0.02, u: 0.006 },
    initial: { m: 0.02, u: 0.01 },
    different: { m: 0.02, u: 0.977 },
  },
  birthDate: {
    exact: { m: 0.95, u: 0.000_6 },
    swapped: { m: 0.01, u: 0.000_3 },
    digit: { m: 0.025, u: 0.005 },
    month: { m: 0.005, u: 0.012 },
    year: { m: 0.007, u: 0.18 },
    different: { m: 0.003, u: 0.802 },
  },
  sex: { same: { m: 0.995, u: 0.5 }, different: { m: 0.005, u: 0.5 } },
  address: {
    same: { m: 0.84, u: 0.000_02 },
    postcode: { m: 0.02, u: 0.000_3 },
    'house-in-area': { m: 0.01, u: 0.000_5 },
    area: { m: 0.03, u: 0.05 },
    house: { m: 0.01, u: 0.01 },
    different: { m: 0.09, u: 0.94 },
  },
  mother: {
    bsn: { m: 0.5, u: 1e-5 },
    'name-and-date': { m: 0.42, u: 1e-6 },
    date: { m: 0.04, u: 1e-4 },
    name: { m: 0.03, u: 0.003 },
    different: { m: 0.01, u: 0.997 },
  },
  rank: { same: { m: 0.99, u: 0.97 }, different: { m: 0.01, u: 0.03 } },
}

export const DEFAULT_MODEL: LinkModel = {
  version: 'default-1',
  fields: DEFAULT_ODDS,
  prior: 1e-5,
  thresholds: DEFAULT_THRESHOLDS,
}
