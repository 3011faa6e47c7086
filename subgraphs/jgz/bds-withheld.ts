/**
 * Which elements of the basic data set (BDS) are kept and never served, to anybody, and why.
 *
 * The graph tells of a child. So what is about the safety of the child, about the people around it, and what says who
 * somebody is stays where it is. What we do not know is treated as if it were here: an edition of the data set that we
 * have not read may ask for anything.
 *
 * @module
 */

import { BDS_NAMES } from './bds-names.ts'

export const WITHHELD = {
  /** `child` tells who a child is, and where it lives. */
  identity: [
    [1, 29],
    [609, 610],
    [630, 631],
    [695, 706],
    [1352, 1352],
    [1363, 1363],
    [1453, 1454],
    [1503, 1503],
  ],
  /** Parents, brothers, sisters and children: they are others. */
  family: [
    [61, 81],
    [88, 93],
    [107, 107],
    [238, 241],
    [360, 365],
    [510, 510],
    [607, 607],
    [619, 619],
    [655, 673],
    [707, 707],
    [732, 741],
    [745, 745],
    [755, 755],
    [757, 757],
    [774, 774],
    [808, 808],
    [829, 829],
    [1039, 1040],
    [1111, 1111],
    [1190, 1190],
    [1191, 1191],
    [1200, 1201],
    [1322, 1322],
    [1364, 1365],
    [1367, 1375],
    [1467, 1468],
    [1565, 1567],
    [1579, 1582],
    [1586, 1588],
    [1597, 1597],
    [1608, 1608],
    [1624, 1624],
    [1626, 1628],
    [1636, 1640],
    [1665, 1667],
    [1683, 1683],
  ],
  /** Suspicion, threat, reporting code, Verwijsindex, Veilig Thuis, and whether a family can bear its load. */
  safety: [
    [339, 349],
    [481, 481],
    [739, 739],
    [761, 761],
    [827, 827],
    [1158, 1158],
    [1194, 1196],
    [1325, 1328],
    [1351, 1351],
    [1380, 1381],
    [1384, 1384],
    [1408, 1408],
    [1414, 1416],
    [1513, 1516],
    [1519, 1520],
    [1522, 1522],
    [1524, 1525],
    [1568, 1576],
    [1600, 1600],
    [1606, 1606],
    [1619, 1622],
    [1635, 1635],
  ],
  /** Notes in which anything may stand, of a whole contact or of a whole childhood. */
  notes: [
    [482, 482],
    [492, 493],
    [1103, 1103],
    [1151, 1156],
  ],
  /** Who works where, how to reach them, and papers. */
  professionals: [
    [31, 54],
    [370, 370],
    [603, 606],
    [688, 688],
    [708, 713],
    [715, 715],
    [719, 723],
    [730, 731],
    [876, 876],
    [1168, 1172],
    [1185, 1189],
    [1318, 1318],
    [1336, 1336],
    [1385, 1385],
    [1410, 1411],
    [1441, 1444],
    [1452, 1452],
    [1455, 1466],
    [1471, 1472],
    [1475, 1476],
    [1497, 1498],
    [1501, 1502],
    [1504, 1512],
    [1517, 1518],
    [1521, 1521],
    [1523, 1523],
    [1526, 1530],
    [1532, 1532],
    [1534, 1534],
    [1537, 1540],
    [1543, 1564],
  ],
} as const satisfies Record<string, readonly (readonly [first: number, last: number])[]>

export type WithheldKind = keyof typeof WITHHELD

const KINDS = new Map(
  Object.entries(WITHHELD).flatMap(([kind, ranges]) =>
    ranges.flatMap(([first, last]) =>
      Array.from(
        { length: last - first + 1 },
        (_, i) => [first + i, kind as WithheldKind] as const,
      ),
    ),
  ),
)

/** Why an element is not served; `undefined` where it is. */
export function withheldAs(element: number): WithheldKind | 'unknown' | undefined {
  return KINDS.get(element) ?? (BDS_NAMES.has(element) ? undefined : 'unknown')
}
