/**
 * `kindlijn secrets rotate DOMAIN add|use|retire`: replaces the key of a domain's references while the graph runs.
 *
 * Between two steps all parts that read the file must have read it: then it does not matter which of them is the first,
 * because what one of them seals the others open already, or still.
 *
 * @module
 */

import { DOMAINS, type Domain } from '../privacy/sealed-reference.ts'
import type { Home } from './home.ts'
import { type KeyLine, makeKey, readKeyLines, writeKeyLines } from './keyring-file.ts'
import { Mistake, part } from './say.ts'

interface Step {
  /** The lines after it; undefined where they are so already. */
  readonly take: (lines: readonly KeyLine[]) => readonly KeyLine[] | undefined
  readonly done: string
}

const STEPS: Readonly<Record<string, Step>> = {
  add: {
    take(lines) {
      if (has(lines, 'next')) return undefined
      if (has(lines, 'former')) {
        throw new Mistake('A former key is still accepted: `retire` it before another is added.')
      }
      return [...lines, makeKey('next')]
    },
    done: 'the next key is accepted, and not used yet. When all parts have read it: `use`',
  },
  use: {
    take(lines) {
      if (!has(lines, 'next')) {
        if (has(lines, 'former')) return undefined
        throw new Mistake('There is no next key: `add` one first.')
      }
      return lines.map(({ state, key }) => ({
        state: state === 'next' ? 'current' : 'former',
        key,
      }))
    },
    done: 'the new key is used, and the former one still accepted. When all parts have read it: `retire`',
  },
  retire: {
    take(lines) {
      if (!has(lines, 'former')) {
        if (!has(lines, 'next')) return undefined
        throw new Mistake('The next key is not used yet: `use` it first.')
      }
      return lines.filter(({ state }) => state !== 'former')
    },
    done: 'one key is accepted, and it is used',
  },
}

export async function rotate(home: Home, [name, step]: readonly string[]): Promise<void> {
  const domain = DOMAINS.find((one) => one === name)
  const known = step !== undefined && Object.hasOwn(STEPS, step) ? STEPS[step] : undefined
  if (!domain || !known) {
    throw new Mistake(
      `Name a domain and a step: kindlijn secrets rotate ${DOMAINS.join('|')} ${Object.keys(STEPS).join('|')}.`,
    )
  }
  const changed = known.take(await readKeyLines(home, domain))
  if (changed) await writeKeyLines(home, domain, changed)
  part(domain satisfies Domain, changed ? known.done : `nothing to do: ${known.done}`)
}

function has(lines: readonly KeyLine[], state: KeyLine['state']): boolean {
  return lines.some((line) => line.state === state)
}
