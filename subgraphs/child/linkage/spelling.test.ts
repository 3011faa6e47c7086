import { describe, expect, test } from 'vitest'
import { fold, toFamilySpelling, toSound, toSpelling } from './spelling.ts'

const spellingOf = (name: string) => toFamilySpelling(fold(name))
const soundOf = (name: string) => toSound(spellingOf(name))

describe('the spelling of a family name', () => {
  test.each([
    ['Meijer', 'Meyer', 'Meier'],
    ['van Dijk', 'van Dyk', 'Van Dĳk'],
    ['Kuijpers', 'Kuypers', 'Kuipers'],
    ['Smid', 'Smit', 'Smidt'],
    ['Brandt', 'Brand', 'Brant'],
    ['Jansen', 'Janssen'],
    ['Hendriks', 'Hendrix', 'Hendrickx'],
    ['Klaassen', 'Claassen', 'Claasen', 'Claessen'],
    ['Sophie', 'Sofie'],
    ['Thijs', 'Tijs', 'Thys'],
    ['Çelik', 'Celik', 'ÇELIK'],
    ['Yılmaz', 'Yilmaz'],
    ['Esmée', 'Esmee', 'Esme\u0301e'],
    ['Jørgensen', 'Jorgensen'],
    ['Wałęsa', 'Walesa'],
    ['Groß', 'Gross', 'Gros'],
  ])('is the same for %s and %s', (...names) => {
    expect(new Set(names.map(spellingOf)).size).toBe(1)
  })

  test.each([
    ['Jansen', 'Hansen'],
    ['de Vries', 'de Vos'],
    ['Bos', 'Bosch'],
    ['Yusuf', 'Youssef'],
  ])('is another for %s and %s', (one, other) => {
    expect(spellingOf(one)).not.toBe(spellingOf(other))
  })
})

describe('the spelling of a given name', () => {
  const givenOf = (name: string) => toSpelling(fold(name))

  test.each([
    ['Sophie', 'Sofie'],
    ['Thijs', 'Tijs', 'Thys'],
    ['Zoë', 'Zoe'],
    ['Jurriaan', 'Jurriaän'],
  ])('is the same for %s and %s', (...names) => {
    expect(new Set(names.map(givenOf)).size).toBe(1)
  })

  test.each([
    ['Mohammed', 'Mohamed'],
    ['Youssef', 'Yusuf'],
    ['Noa', 'Noah'],
    ['Ana', 'Anna'],
    ['Lot', 'Lotte'],
    ['Jan', 'Jana'],
  ])('is another for %s and %s, who may be twins', (one, other) => {
    expect(givenOf(one)).not.toBe(givenOf(other))
  })
})

describe('the sound of a name', () => {
  test.each([
    ['Mohammed', 'Mohamed', 'Muhammad', 'Mohammad'],
    ['Youssef', 'Yusuf', 'Joesoef'],
    ['Visser', 'Fisser'],
    ['Schouten', 'Schoute n'],
    ['Khalil', 'Chalil'],
    ['Zanten', 'Santen'],
    ['Bakker', 'Backer', 'Baker'],
    ['Emma', 'Ema', 'Imma'],
  ])('is the same for %s and %s', (...names) => {
    expect(new Set(names.map(soundOf)).size).toBe(1)
  })

  test('tells apart what sounds apart', () => {
    const names = ['Jansen', 'Bakker', 'Visser', 'Mulder', 'Smit', 'Hoekstra', 'Nowak']
    expect(new Set(names.map(soundOf)).size).toBe(names.length)
  })

  test('is never empty for a name', () => {
    for (const name of ['Aa', 'IJ', 'U', 'Ho', 'Yu', 'É', 'Ng', 'Hü']) {
      expect(soundOf(name)).not.toBe('')
    }
  })
})
