/**
 * Which elements of the basic data set (BDS) are results of a development examination or a screening, what they
 * look at, and how they are graded. An element that is not in these tables is not read.
 *
 * @module
 */

import type { DevelopmentArea, DevelopmentOutcome } from './development.ts'

interface Grade {
  readonly label: string
  readonly result: DevelopmentOutcome | null
}

export type Grading = ReadonlyMap<string, Grade>

export interface DevelopmentElement {
  readonly name: string
  readonly area: DevelopmentArea
  /** Null: the value is a score. */
  readonly grading: Grading | null
}

const passed = (label: string): Grade => ({ label, result: 'PASSED' })
const notPassed = (label: string): Grade => ({ label, result: 'NOT_PASSED' })
const graded = (label: string): Grade => ({ label, result: null })

/** W0175 and W0438; the first has no M. */
const PLUS_MINUS_M: Grading = new Map([
  ['1', passed('+')],
  ['2', notPassed('−')],
  ['3', { label: 'M: reported by the parent', result: 'REPORTED_BY_PARENT' }],
])
const W0284: Grading = new Map([
  ['1', passed('Sufficient')],
  ['2', notPassed('Insufficient')],
])
const W0336: Grading = new Map([
  ['1', passed('Sufficient')],
  ['2', { label: 'Doubtful', result: 'DOUBTFUL' }],
  ['3', notPassed('Insufficient')],
])
const W0287: Grading = new Map([
  ['1', passed('Adequate for the age, or faster')],
  ['2', notPassed('Slow')],
])
const W0278: Grading = new Map([
  ['01', graded('None')],
  ['02', graded('Simultaneous')],
  ['03', graded('Successive')],
])
const W0281: Grading = new Map([
  ['1', graded('Sufficiently')],
  ['2', graded('Moderately')],
  ['3', graded('Insufficiently')],
])
const W0669: Grading = new Map([
  ['1', graded('Low')],
  ['2', graded('Raised')],
  ['3', graded('High')],
])
const W0692: Grading = new Map([
  ['01', graded('Good')],
  ['02', graded('Fair')],
  ['03', graded('Not good')],
  ['04', graded('Not discussed')],
])

const W0572: Grading = new Map([
  ['1', graded('Not true')],
  ['2', graded('Somewhat true')],
  ['3', graded('Certainly true')],
])
const W0638: Grading = new Map([
  ['01', graded('Otoacoustic emissions (OAE)')],
  ['02', graded('Automated auditory brainstem response (AABR)')],
])
const W0640: Grading = new Map([
  ['01', graded('ASQ')],
  ['02', graded('BITSEA')],
  ['03', graded('DMO protocol')],
  ['04', graded('KIPPPI, 0–1 year')],
  ['05', graded('KIPPPI, 1–4 years')],
  ['06', graded('SDQ, from 3 years')],
  ['07', graded('SPARK')],
  ['08', graded('SDQ, 5 years')],
  ['09', graded('SDQ, 7–12 years')],
  ['10', graded('SDQ, 13 and 14 years')],
  ['12', graded('GIZ')],
  ['13', graded('SDQ by parents, 2–4 years')],
  ['15', graded('SDQ by a teacher, 2–4 years')],
  ['98', graded('Other')],
  ['OTH', graded('Other')],
])
const W0661: Grading = new Map([
  ['01', graded('Normal hearing')],
  ['02', graded('Permanent conductive hearing loss')],
  ['03', graded('Mixed hearing loss')],
  ['04', graded('Sensorineural hearing loss: cochlear')],
  ['05', graded('Sensorineural hearing loss: auditory neuropathy')],
  ['98', graded('Other')],
  ['OTH', graded('Other')],
])
const W0677: Grading = new Map([
  ['01', graded('At 4 weeks')],
  ['02', graded('At 8 weeks')],
  ['03', graded('At 13 weeks')],
  ['04', graded('Extra, before 26 weeks')],
  ['05', graded('At 26 weeks')],
  ['06', graded('Extra, before 39 weeks')],
  ['07', graded('At 39 weeks')],
  ['08', graded('At 52 weeks')],
  ['09', graded('At 65 weeks')],
  ['10', graded('At 15 months')],
  ['11', graded('At 1½ years')],
  ['12', graded('Extra, before 2 years')],
  ['13', graded('At 2 years')],
  ['14', graded('At 2½ years')],
  ['15', graded('At 3 years')],
  ['16', graded('At 3½ years')],
  ['17', graded('At 4 years')],
  ['18', graded('At 4½ years')],
])
const W0694: Grading = new Map([
  ['01', graded('Normal concerns')],
  ['02', graded('Tension')],
  ['03', graded('Much stress')],
  ['04', graded('Temporary crisis')],
  ['05', graded('Emergency')],
])
const W0698: Grading = new Map([
  ['01', graded('Confirmation')],
  ['02', graded('Advice')],
  ['03', graded('Extra care')],
  ['04', graded('Care now')],
  ['05', graded('Intensive care')],
])
const YES_NO: Grading = new Map([
  ['true', graded('Yes')],
  ['false', graded('No')],
])

/** Lists that we do not have: the value is shown, its meaning only where a message tells it, as an observation. */
const UNPUBLISHED: Grading = new Map()

/** Item of the Van Wiechen examination, what the child does, and its element; or those for right and left. */
type Item = readonly [item: string, does: string, element: number, left?: number]

const FINE_MOTOR_AND_SOCIAL: readonly Item[] = [
  ['1', 'fixes the eyes', 879],
  ['2', 'follows with eyes and head over 30°', 881, 883],
  ['3', 'hands open from time to time', 884, 885],
  ['4', 'looks at own hands', 886],
  ['5', 'plays with hands at the midline', 887],
  ['6', 'lying on the back, grasps an object within reach', 888, 889],
  ['7', 'passes a cube from hand to hand', 890],
  ['8', 'holds a cube and takes another with the other hand', 891],
  ['9', 'plays with both feet', 892, 893],
  ['10', 'picks up a pellet with thumb and forefinger', 894, 896],
  ['11', 'puts a cube in and out of a box', 897, 898],
  ['12', 'plays give and take', 900],
  ['13', 'stacks 2 cubes', 902, 903],
  ['14', 'goes exploring', 905],
  ['15', 'stacks 3 cubes', 906, 907],
  ['16', 'imitates others', 909],
  ['17', 'stacks 6 cubes', 910],
  ['18', 'places a round shape in a form board', 912],
  ['19', 'takes off a piece of clothing', 913],
  ['20', 'imitates a truck of cubes', 914],
  ['21', 'places 3 shapes in a form board', 916],
  ['22', 'copies a vertical line', 917],
  ['23', 'imitates a bridge of cubes', 918],
  ['24', 'places 4 shapes in a form board', 920],
  ['25', 'puts on a piece of clothing', 921],
  ['26', 'copies a circle', 922],
  ['27', 'holds a pencil with the fingers', 923],
  ['28', 'copies a cross', 926],
]

const COMMUNICATION: readonly Item[] = [
  ['29', 'reacts when spoken to', 927],
  ['30', 'smiles back', 928],
  ['31', 'makes sounds in return', 930],
  ['32', 'makes varied sounds', 931],
  ['33', 'says dada-baba or gaga', 932],
  ['34', 'babbles while playing', 933],
  ['35', 'reacts to a spoken request', 934],
  ['36', 'makes communicative gestures, waves goodbye', 935],
  ['37', 'says 2 sound words with understanding', 936],
  ['38', 'understands some everyday sentences', 937],
  ['39', 'says 3 words', 938],
  ['40', 'understands pretend instructions', 939],
  ['41', 'says sentences of 2 words', 940],
  ['42', 'points at 6 parts of a doll’s body', 941],
  ['43', 'calls itself me or I', 943],
  ['44', 'points at 5 pictures in a book', 945],
  ['45', 'says sentences of 3 or more words', 947],
  ['46', 'is understood by who knows the child', 948],
  ['47', 'talks unprompted about what happened', 949],
  ['48', 'asks who, what, where, how', 950],
  ['49', 'is well understood by the examiner', 951],
  ['50', 'asks how many, when, why', 953],
  ['51', 'understands analogies and opposites', 954],
]

const GROSS_MOTOR: readonly Item[] = [
  ['52', 'moves the arms well', 955, 956],
  ['52', 'moves both arms equally', 1669],
  ['53', 'moves the legs well', 958, 959],
  ['53', 'moves both legs equally', 1670],
  ['54', 'does not slip when lifted under the arms', 961],
  ['55', 'reactions when pulled to sit', 962],
  ['56', 'lifts the chin for a moment', 964],
  ['57', 'lying on the belly, lifts the head to 45°', 966],
  ['58', 'looks around with the head lifted to 90°', 968],
  ['59', 'legs bent or kicking when swung upright', 970, 971],
  ['60', 'rolls over from back to belly and back', 973],
  ['61', 'holds up the head well when sitting', 975],
  ['62', 'sits with the legs stretched', 977],
  ['63', 'sits stably without support', 978],
  ['64', 'creeps forward on the belly', 980],
  ['65', 'pulls itself up to stand', 1278],
  ['66', 'crawls forward', 982],
  ['67', 'walks along furniture', 984],
  ['68', 'walks alone, well, smoothly', 986],
  ['68a', 'walks alone', 1660],
  ['68b', 'walks well alone', 1662],
  ['68c', 'walks smoothly', 1664],
  ['69', 'throws a ball without falling', 989],
  ['70', 'squats and stands up again', 991],
  ['71', 'kicks a ball away', 993, 994],
  ['72', 'turns smoothly when sitting', 996],
  ['73', 'rides a tricycle', 998],
  ['74', 'jumps with both feet at once', 999],
  ['75', 'stands on one leg for 5 seconds', 1001, 1002],
]

const SCREENINGS: readonly (readonly [number, DevelopmentElement])[] = [
  [439, hearing('first test, right ear')],
  [441, hearing('first test, left ear')],
  [442, hearing('second test, right ear')],
  [444, hearing('second test, left ear')],
  [445, hearing('third test, right ear')],
  [447, hearing('third test, left ear')],
  [301, language('Multilingualism', W0278)],
  [816, language('Language environment is stimulating', W0281)],
  [818, language('Assessment of language development', W0336)],
  [822, language('Speech and language screening, total score (SLS)', null)],
  [823, language('Assessment of speech and language development in Dutch', W0287)],
  [1687, language('Assessment of language development at 2 years', UNPUBLISHED)],
  [1688, language('Assessment of language development at 2.6 years', UNPUBLISHED)],
  [1689, language('Assessment of language development at 3 years', UNPUBLISHED)],
  [1685, language('Van Wiechen language examination at 2 years, sub-score', null)],
  [1686, language('Van Wiechen language examination, score of the play question', null)],
  [817, language('Language screening instrument', UNPUBLISHED)],
  [819, language('Language screening instrument, remarks', null)],
  [820, language('Kind of speech and language problem', UNPUBLISHED)],
  [821, language('Kind of speech and language problem, explained', null)],
  [877, general('state of the child', UNPUBLISHED)],
  [878, general('interaction', UNPUBLISHED)],
  [1531, general('column', W0677)],
  [
    924,
    { name: 'Van Wiechen 27: which hand', area: 'FINE_MOTOR_AND_SOCIAL', grading: UNPUBLISHED },
  ],
  [1331, { name: 'Neonatal hearing screening, instrument', area: 'HEARING', grading: W0638 }],
  [1413, { name: 'Screened in the NICU', area: 'HEARING', grading: YES_NO }],
  [1433, { name: 'Diagnosis of the audiology centre, left ear', area: 'HEARING', grading: W0661 }],
  [1434, { name: 'Diagnosis of the audiology centre, right ear', area: 'HEARING', grading: W0661 }],
  [1341, psychosocial('Screening instrument', W0640)],
  ...Array.from(
    { length: 25 },
    (_, i) => [1078 + i, psychosocial(`SDQ, question ${i + 1}`, W0572)] as const,
  ),
  [1104, psychosocial('SDQ, difficulties', UNPUBLISHED)],
  [1105, psychosocial('SDQ, how long the difficulties are there', UNPUBLISHED)],
  [1106, psychosocial('SDQ, whether the difficulties upset the child', UNPUBLISHED)],
  [1107, psychosocial('SDQ, interference at home', UNPUBLISHED)],
  [1108, psychosocial('SDQ, interference with friendships', UNPUBLISHED)],
  [1109, psychosocial('SDQ, interference with learning', UNPUBLISHED)],
  [1110, psychosocial('SDQ, interference with leisure', UNPUBLISHED)],
  [1112, psychosocial('SDQ, score of emotional problems', null)],
  [1113, psychosocial('SDQ, score of conduct problems', null)],
  [1114, psychosocial('SDQ, score of problems with peers', null)],
  [1115, psychosocial('SDQ, score of hyperactivity', null)],
  [1116, psychosocial('SDQ, total score', null)],
  [1117, psychosocial('SDQ, score of prosocial behaviour', null)],
  [1447, psychosocial('SDQ, score of impact', null)],
  [1495, psychosocial('SPARK, overall estimate', W0669)],
  [1623, psychosocial('DMO protocol, overall conclusion', W0692)],
  [1346, psychosocial('Screening instrument, conclusion', null)],
  [1629, psychosocial('GIZ triangle', UNPUBLISHED)],
  [1630, psychosocial('GIZ triangle, what is peculiar', UNPUBLISHED)],
  [1625, psychosocial('DMO protocol, well-being of the child', W0692)],
  [1631, psychosocial('GIZ, physical development', W0694)],
  [1632, psychosocial('GIZ, cognitive development', W0694)],
  [1633, psychosocial('GIZ, emotional development', W0694)],
  [1634, psychosocial('GIZ, social and sexual development', W0694)],
  [1641, psychosocial('GIZ, conclusion on the care that is needed', W0698)],
]

/** By the number of the element. */
export const DEVELOPMENT_ELEMENTS: ReadonlyMap<number, DevelopmentElement> = new Map([
  ...FINE_MOTOR_AND_SOCIAL.flatMap(vanWiechen('FINE_MOTOR_AND_SOCIAL')),
  ...COMMUNICATION.flatMap(vanWiechen('COMMUNICATION')),
  ...GROSS_MOTOR.flatMap(vanWiechen('GROSS_MOTOR')),
  ...SCREENINGS,
])

function vanWiechen(area: DevelopmentArea) {
  return ([item, does, element, left]: Item): [number, DevelopmentElement][] => {
    const name = `Van Wiechen ${item}: ${does}`
    const make = (text: string) => ({ name: text, area, grading: PLUS_MINUS_M })
    if (left === undefined) return [[element, make(name)]]
    return [
      [element, make(`${name}, right`)],
      [left, make(`${name}, left`)],
    ]
  }
}

function hearing(what: string): DevelopmentElement {
  return { name: `Neonatal hearing screening, ${what}`, area: 'HEARING', grading: W0284 }
}

function general(what: string, grading: Grading): DevelopmentElement {
  return { name: `Van Wiechen examination, ${what}`, area: 'GENERAL', grading }
}

function language(name: string, grading: Grading | null): DevelopmentElement {
  return { name, area: 'LANGUAGE', grading }
}

function psychosocial(name: string, grading: Grading | null): DevelopmentElement {
  return { name, area: 'PSYCHOSOCIAL', grading }
}
