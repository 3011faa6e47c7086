/**
 * Says so where Node is too old, before anything is loaded that it cannot read.
 *
 * @module
 */

const OLDEST = { major: 22, minor: 12 } as const

/** One sentence, or undefined where this Node will do. */
export function tooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return undefined
  return `Node ${version} is too old: Kindlijn takes ${OLDEST.major}.${OLDEST.minor} or newer. Run it by npm (npm start), which brings its own.`
}
