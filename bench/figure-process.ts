/**
 * One figure in a process of its own: its name and the folder, and the figure as a message.
 *
 * @module
 */

import { endToEndFigure } from './end-to-end.ts'
import { insightFigure } from './insight.ts'

const FIGURES = { 'end-to-end': endToEndFigure, insight: insightFigure } as const
export type BuiltFigure = keyof typeof FIGURES

const [, , name = '', folder = ''] = process.argv
process.send?.(await FIGURES[name as BuiltFigure](folder))
