/**
 * A list like those of FEBRL: invented Australians, of whom some are there again with slips of the pen.
 *
 * @module
 */

const GIVEN = 'joshua emiily lachlan sophie thomas isabella jack chloe riley ruby'.split(' ')
const FAMILY = 'white clarke nguyen ryan webb campbell benger matthews godfrey stanley'.split(' ')
const ENDS = ['', 'son', 'ton', 'ley', 'man', 'er', 'sen', 'field']
const HEADING = 'rec_id, given_name, surname, street_number, postcode, state, date_of_birth'

/** As text; `rec-17-org` and `rec-17-dup-0` are of one person. */
export function febrlLike(originals: number, duplicates: number): string {
  const random = dice()
  const draw = (count: number) => Math.floor(random() * count)
  const pick = (values: readonly string[]) => values[draw(values.length)] ?? ''
  const people = Array.from({ length: originals }, () => [
    pick(GIVEN) + pick(['', 'a', 'o', 'n']),
    pick(FAMILY) + pick(ENDS),
    String(1 + draw(200)),
    String(2000 + draw(600)),
    'nsw',
    `${1900 + draw(100)}${two(1 + draw(12))}${two(1 + draw(28))}`,
  ])
  const rows = people.map((cells, i) => [`rec-${i}-org`, ...cells])
  for (let i = 0; i < duplicates; i++) {
    const cells = [...(people[i] ?? [])]
    for (let slips = 1 + draw(2); slips > 0; slips--) {
      const at = draw(cells.length)
      cells[at] = random() < 0.25 ? '' : misspell(cells[at] ?? '', draw)
    }
    rows.push([`rec-${i}-dup-0`, ...cells])
  }
  return [HEADING, ...rows.map((cells) => cells.join(', ')), ''].join('\n')
}

function misspell(text: string, draw: (count: number) => number): string {
  const at = draw(Math.max(1, text.length - 1))
  return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function dice(): () => number {
  let state = 20_260_901
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 0x1_0000_0000
  }
}
