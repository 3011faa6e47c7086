/**
 * Days and moments as FHIR writes them: a day may be a month or a year, a moment has a time zone.
 *
 * @module
 */

import { isDay } from './days.ts'

export function isFhirDate(text: string): boolean {
  return /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(text) || isDay(text)
}

export function isFhirMoment(text: string): boolean {
  return isFhirDate(text) || isInstant(text)
}

function isInstant(text: string): boolean {
  const day = /^(.{10})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.exec(text)?.[1]
  return day !== undefined && isDay(day) && !Number.isNaN(Date.parse(text))
}
