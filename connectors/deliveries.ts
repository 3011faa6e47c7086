/**
 * The words for what somebody drops in a folder: a delivery, its records, and what is wrong with it.
 *
 * A delivery is taken in whole or not at all. A correction or a withdrawal is a new record; what it
 * does to the older ones is for the domain to say.
 *
 * @module
 */

/** What a reader makes of a piece of a file. The two clocks: when it was true, when it was told. */
export interface DeliveredRecord {
  readonly line: number
  /** What kind of record it is, in the domain's words. */
  readonly kind: string
  /** Whom it is about, by the registry's own key. */
  readonly subject: string
  /** Records with the same key are versions of one thing. */
  readonly logicalKey: string
  readonly validAt?: Date
  /** Default: when the file was taken in. */
  readonly recordedAt?: Date
  /** Anything that can be written as JSON. */
  readonly body: unknown
}

export interface DeliveryProblem {
  readonly line: number
  /** Where in the record: a column or an element. Never a value. */
  readonly path: string
  /** The rule that was broken, by its name in the standard, or in ours. */
  readonly rule: string
  /** A constant sentence: a value of the file never stands in it. */
  readonly message: string
}

/** Thrown by a reader that finds a file wrong. Nothing of the file is taken in then. */
export class DeliveryRefused extends Error {
  readonly problem: DeliveryProblem

  constructor(problem: DeliveryProblem) {
    super(problem.message)
    this.name = 'DeliveryRefused'
    this.problem = problem
  }
}

/** The path is the name of a column or an element, and never holds a value. */
export type Refuse<R extends string> = (line: number, path: string, rule: R) => never

/** By a table of what can be wrong, and what to do about it: who sends the file reads these sentences. */
export function refuseBy<R extends string>(rules: Readonly<Record<R, string>>): Refuse<R> {
  return (line, path, rule) => {
    throw new DeliveryRefused({ line, path, rule, message: rules[rule] })
  }
}

/** Reads a file of one format. Streams: what it has handed out it need not remember. */
export type DeliveryReader = (
  bytes: AsyncIterable<Buffer>,
  refuse: (problem: DeliveryProblem) => never,
) => AsyncIterable<DeliveredRecord>

/** Where a delivery comes from, and how it is read. */
export interface DeliveryFormat {
  readonly registry: string
  readonly format: string
  readonly read: DeliveryReader
  /**
   * Each file says of everything how it stands, also of what stays the same. A record that repeats the newest version of
   * its key is counted then, and not stored again: when it was last told is not known of such a registry.
   */
  readonly restates?: boolean
}

/** A file that is about to be taken in. */
export interface Delivery extends Omit<DeliveryFormat, 'read'> {
  readonly fileName: string
  readonly sha256: string
}

export interface Appended {
  /** The id of the delivery. */
  readonly delivery: string
  /** In the file. */
  readonly records: number
  /** Of those, what repeated what was known, and was not stored again. */
  readonly unchanged: number
}

export type TakenIn =
  | ({ readonly status: 'accepted' } & Appended)
  /** The same bytes were taken in before. */
  | { readonly status: 'known' }
  | { readonly status: 'refused'; readonly problem: DeliveryProblem }
