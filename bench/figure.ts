/**
 * A measured figure: a table, and what has to be known to read it.
 *
 * @module
 */

export interface Figure {
  readonly title: string
  /** What makes it again. */
  readonly command: string
  readonly about: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export function toMarkdown({ title, command, about, head, rows }: Figure, ...on: string[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)]
  return [`## ${title}`, `\`${command}\``, ...on, about, table.join('\n')].join('\n\n')
}

/** The page with this section in the place of the one that was made by the same command, in the order of the names. */
export function replaceSection(page: string, section: string, names: readonly string[]): string {
  const [top = '', ...others] = page.split(/^(?=## )/m).map((part) => part.trim())
  const nameOf = (part: string) => /^`npm run bench -- (\S+)`$/m.exec(part)?.[1] ?? ''
  // What no command of ours makes comes last.
  const placeOf = (part: string) => names.indexOf(nameOf(part)) + 1 || names.length + 1
  const kept = others.filter((part) => nameOf(part) !== nameOf(section))
  const sections = [...kept, section].sort((a, b) => placeOf(a) - placeOf(b))
  return `${[top, ...sections].join('\n\n')}\n`
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

export function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`
}

/** The value below which such a part of all lies: 0.5 is the middle. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}
