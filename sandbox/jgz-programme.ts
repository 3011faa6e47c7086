/**
 * The programme of youth health care: when children are seen, what is looked at, and which vaccinations
 * belong to which cohort.
 *
 * @module
 */

/** One moment of the regular programme. */
export interface Slot {
  readonly age: number
  /** How many days earlier or later it may fall. */
  readonly spread: number
  /** W0188. */
  readonly activity: '01' | '35' | '37' | '38' | '39'
  /** W0679. */
  readonly form: '03' | '06'
  /** W0686. */
  readonly discipline: '01' | '02' | '03'
  /** W0677 and the items of the Van Wiechen examination that belong to the column. */
  readonly column: keyof typeof VAN_WIECHEN | null
  /** Share of those who use JGZ that come, at this moment or shortly after it. */
  readonly kept: number
}

export const VAN_WIECHEN = {
  '01': [879, 927, 955, 956, 958, 959, 964],
  '02': [881, 883, 928],
  '03': [884, 885, 886, 930, 966],
  '05': [888, 889, 890, 931, 968],
  '07': [891, 892, 893, 932, 973, 975],
  '08': [894, 896, 933, 934, 977, 978],
  '10': [897, 898, 900, 935, 936, 982, 984],
  '11': [902, 903, 905, 937, 986],
  '13': [910, 912, 938, 940, 989],
  '15': [918, 923, 945, 947, 949],
  '17': [926, 951, 953, 1001, 1002],
} as const

const slots = (year: readonly [age: number, activity: Slot['activity']]): readonly Slot[] => [
  slot(5, 1, '01', '06', '03', null, 0.99),
  slot(14, 2, '37', '06', '02', null, 0.985),
  slot(29, 3, '37', '03', '01', '01', 0.99),
  slot(58, 4, '37', '03', '02', '02', 0.985),
  slot(93, 5, '37', '03', '02', '03', 0.985),
  slot(153, 6, '37', '03', '02', null, 0.98),
  slot(183, 6, '37', '03', '01', '05', 0.97),
  slot(274, 9, '38', '03', '02', '07', 0.97),
  slot(year[0], 6, year[1], '03', '02', '08', 0.985),
  slot(428, 8, '39', '03', '02', '10', 0.985),
  slot(550, 14, '39', '03', '02', '11', 0.965),
  slot(731, 18, '39', '03', '01', '13', 0.97),
  slot(1_096, 24, '39', '03', '02', '15', 0.975),
  slot(1_370, 25, '39', '03', '01', '17', 0.95),
]

/** With the birth year 2024 the moment of eleven months became one of twelve. */
const BEFORE_2024 = slots([338, '38'])
const FROM_2024 = slots([369, '39'])

export function slotsOf(birthYear: number): readonly Slot[] {
  return birthYear < 2024 ? BEFORE_2024 : FROM_2024
}

export interface Series {
  /** W0422. */
  readonly vaccine: '04' | '08' | '11' | '28' | '29'
  /** Age in days from which each dose is due. */
  readonly due: readonly number[]
  /** Days that must lie between two doses: the first ones, and before the last. */
  readonly interval: number
  readonly beforeLast: number
}

/** 2+1 where the mother's vaccination protects the child in its first weeks, and it came in time. */
export function seriesOf(birthYear: number, schema: '01' | '02'): readonly Series[] {
  return (birthYear < 2022 ? FIRST : birthYear < 2024 ? SECOND : THIRD)[schema]
}

const FIRST = bySchema(335, { rota: false, secondMeasles: false })
const SECOND = bySchema(335, { rota: false, secondMeasles: true })
const THIRD = bySchema(365, { rota: true, secondMeasles: true })

interface CohortRules {
  /** For who was born from 2024. */
  readonly rota: boolean
  /** At three years for who was born from 2022; at nine for those before. */
  readonly secondMeasles: boolean
}

function bySchema(booster: number, rules: CohortRules) {
  const base = [90, 150, booster]
  return { '01': series(base, rules), '02': series([42, ...base], rules) } as const
}

function series(hexavalent: readonly number[], { rota, secondMeasles }: CohortRules): Series[] {
  const pneumo = hexavalent.slice(-3)
  return [
    ...(rota ? [{ vaccine: '29', due: [42, 84], interval: 28, beforeLast: 28 } as const] : []),
    { vaccine: '11', due: hexavalent, interval: 28, beforeLast: 150 },
    { vaccine: '08', due: pneumo, interval: 56, beforeLast: 150 },
    { vaccine: '04', due: secondMeasles ? [420, 1_060] : [420], interval: 90, beforeLast: 90 },
    { vaccine: '28', due: [420], interval: 0, beforeLast: 0 },
  ]
}

function slot(
  age: number,
  spread: number,
  activity: Slot['activity'],
  form: Slot['form'],
  discipline: Slot['discipline'],
  column: Slot['column'],
  kept: number,
): Slot {
  return { age, spread, activity, form, discipline, column, kept }
}
