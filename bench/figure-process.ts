/**
 * One figure in a process of its own: the folder, and the figure as a message.
 *
 * @module
 */

import { endToEndFigure } from './end-to-end.ts'

process.send?.(await endToEndFigure(process.argv[2] ?? ''))
