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

export function toMarkdown({ title, command, about, head, rows }: Figure): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)]
  return [`## ${title}`, `\`${command}\``, about, table.join('\n')].join('\n\n')
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
