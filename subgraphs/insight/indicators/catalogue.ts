/**
 * The indicators of the catalogue (PRODUCT.md, section 4), one file each.
 *
 * @module
 */

import type { Indicator } from '../indicator.ts'
import { B01 } from './b01.ts'
import { B02 } from './b02.ts'
import { B03 } from './b03.ts'
import { B04 } from './b04.ts'
import { B05 } from './b05.ts'
import { B06 } from './b06.ts'
import { B07 } from './b07.ts'
import { C01 } from './c01.ts'
import { C02 } from './c02.ts'
import { C03 } from './c03.ts'
import { C04 } from './c04.ts'
import { C05 } from './c05.ts'
import { C06 } from './c06.ts'
import { C07 } from './c07.ts'
import { C08 } from './c08.ts'
import { D01 } from './d01.ts'
import { D02 } from './d02.ts'
import { D03 } from './d03.ts'
import { G01 } from './g01.ts'
import { H01 } from './h01.ts'
import { H02 } from './h02.ts'
import { H03 } from './h03.ts'
import { H04 } from './h04.ts'
import { H05 } from './h05.ts'
import { H06 } from './h06.ts'
import { H07 } from './h07.ts'
import { H08 } from './h08.ts'
import { H09 } from './h09.ts'
import { H10 } from './h10.ts'
import { M01 } from './m01.ts'
import { M02 } from './m02.ts'
import { M03 } from './m03.ts'
import { O01 } from './o01.ts'
import { O02 } from './o02.ts'
import { O03 } from './o03.ts'
import { O04 } from './o04.ts'
import { Q01 } from './q01.ts'
import { Q02 } from './q02.ts'
import { Q03 } from './q03.ts'
import { Q04 } from './q04.ts'
import { R01 } from './r01.ts'
import { R02 } from './r02.ts'
import { R03 } from './r03.ts'
import { R04 } from './r04.ts'
import { R05 } from './r05.ts'
import { R06 } from './r06.ts'
import { R07 } from './r07.ts'
import { R08 } from './r08.ts'
import { S01 } from './s01.ts'
import { S02 } from './s02.ts'
import { S03 } from './s03.ts'
import { S04 } from './s04.ts'
import { S05 } from './s05.ts'
import { S06 } from './s06.ts'
import { S07 } from './s07.ts'
import { S08 } from './s08.ts'
import { V01 } from './v01.ts'
import { V02 } from './v02.ts'

export const INDICATORS: readonly Indicator[] = [
  R01,
  R02,
  R03,
  R04,
  R05,
  R06,
  R07,
  R08,
  D01,
  D02,
  D03,
  O01,
  O02,
  O03,
  O04,
  H01,
  H02,
  H03,
  H04,
  H05,
  H06,
  H07,
  H08,
  H09,
  H10,
  S01,
  S02,
  S03,
  S04,
  S05,
  S06,
  S07,
  S08,
  B01,
  B02,
  B03,
  B04,
  B05,
  B06,
  B07,
  C01,
  C02,
  C03,
  C04,
  C05,
  C06,
  C07,
  C08,
  M01,
  M02,
  M03,
  G01,
  V01,
  V02,
  Q01,
  Q02,
  Q03,
  Q04,
]
