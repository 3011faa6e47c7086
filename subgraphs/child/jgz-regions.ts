/**
 * Which municipality lies in which region of the municipal health services (GGD), by which youth health care (JGZ) is
 * organised: the table, with the day from which it holds.
 *
 * The codes are those of Statistics Netherlands (CBS), "Gebieden in Nederland" (opendata.cbs.nl, CC BY 4.0), column
 * GGD-regio's, for the municipalities of 1 January 2026; since 1 January 2023 none of them changed its region. A new
 * division is a new table beside this one, and this one stays for who asks about a day before it.
 *
 * @module
 */

/** No table reaches back further. */
export const HOLDS_FROM = '2023-01-01'

const TABLE = `
GG0111 GGD Groningen
  0014 0037 0047 0765 1895 1950 1952 1966 1969 1979
GG0706 GGD Drenthe
  0106 0109 0114 0118 0119 1680 1681 1690 1699 1701 1730 1731
GG1009 GGD IJsselland
  0148 0150 0160 0166 0175 0177 0180 0193 1708 1773 1896
GG1106 GGD Twente
  0141 0147 0153 0158 0163 0164 0168 0173 0183 0189 1700 1735 1742 1774
GG1413 GGD Noord- en Oost-Gelderland
  0197 0200 0213 0222 0230 0232 0233 0243 0244 0246 0262 0269 0273 0285 0294 0301 0302 1509 1586
  1859 1876 1955
GG1911 Veiligheids- en Gezondheidsregio Gelderland-Midden
  0202 0203 0221 0226 0228 0267 0274 0275 0277 0279 0289 0293 0299 1705 1734
GG2014 GGD Gelderland-Zuid
  0209 0214 0216 0225 0252 0263 0268 0281 0296 0297 0668 1740 1945 1960
GG2209 GGD Flevoland
  0034 0050 0171 0184 0303 0995
GG2514 GGD Regio Utrecht
  0307 0308 0310 0312 0313 0317 0321 0327 0331 0335 0339 0340 0342 0344 0345 0351 0352 0353 0355
  0356 0589 0632 0736 1581 1904 1961
GG2707 GGD Hollands-Noorden
  0361 0373 0383 0388 0399 0400 0405 0420 0432 0441 0448 0498 0532 1598 1911 1980
GG3109 GGD Kennemerland
  0375 0377 0392 0394 0396 0397 0450 0453 0473
GG3406 GGD Amsterdam
  0358 0362 0363 0384 0437 0451
GG3606 GGD Gooi en Vechtstreek
  0376 0402 0406 0417 1696 1942
GG4506 GGD Hollands-Midden
  0484 0513 0534 0537 0546 0547 0553 0569 0575 0579 0626 0627 0638 1525 1884 1892 1901 1931
GG4607 GGD Rotterdam-Rijnmond
  0489 0502 0542 0556 0597 0599 0606 0613 0622 1621 1924 1930 1992
GG4816 Dienst Gezondheid & Jeugd ZHZ
  0482 0505 0512 0523 0531 0590 0610 0642 1963 1978
GG5006 GGD Zeeland
  0654 0664 0677 0678 0687 0703 0715 0716 0717 0718 1676 1695 1714
GG5206 GGD West-Brabant
  0744 0748 0758 0777 0779 0826 0840 0851 0873 0879 1655 1674 1709 1719 1723 1959
GG5406 GGD Hart voor Brabant
  0755 0757 0766 0784 0785 0796 0797 0798 0809 0824 0828 0845 0855 0865 0867 1721 1948 1982 1991
GG5608 GGD Brabant-Zuidoost
  0743 0753 0762 0770 0772 0794 0820 0823 0847 0848 0858 0861 0866 1652 1658 1659 1667 1706 1724
  1728 1771
GG6011 GGD Limburg-Noord
  0889 0893 0907 0944 0946 0957 0983 0984 0988 1507 1640 1641 1669 1711 1894
GG6106 GGD Zuid-Limburg
  0882 0888 0899 0917 0928 0935 0938 0965 0971 0981 0986 0994 1729 1883 1903 1954
GG7014 GGD Haaglanden
  0503 0518 0603 0629 0637 1783 1842 1916 1926
GG7206 GGD Fryslân
  0059 0060 0072 0074 0080 0085 0086 0088 0090 0093 0096 0098 0737 1891 1900 1940 1949 1970
GG7306 GGD Zaanstreek/Waterland
  0385 0415 0431 0439 0479 0852 0880`

/** Of the sandbox: as invented as its municipalities. */
const INVENTED = `
GG9999 GGD Waterdam
  9991 9999
GG9998 GGD Bovenstroom
  9992 9993`

export interface Region {
  readonly code: string
  readonly name: string
}

const REGIONS: ReadonlyMap<string, Region> = new Map(
  [TABLE, INVENTED].flatMap((table) => table.split(/\n(?=GG)/).flatMap(toEntries)),
)

const MUNICIPALITIES = Map.groupBy(REGIONS.keys(), (code) => REGIONS.get(code)?.code)

/** Undefined for a municipality that the table of that day does not have. */
export function regionOf(municipality: string, day: string): Region | undefined {
  return day < HOLDS_FROM ? undefined : REGIONS.get(municipality)
}

/** All that lie in it on a day. */
export function municipalitiesIn(region: string, day: string): readonly string[] {
  return day < HOLDS_FROM ? [] : (MUNICIPALITIES.get(region) ?? [])
}

function toEntries(block: string): [string, Region][] {
  const [head = '', ...lines] = block.trim().split('\n')
  const region = { code: head.slice(0, 6), name: head.slice(7) }
  return lines.flatMap((line) =>
    line
      .trim()
      .split(' ')
      .map((code): [string, Region] => [code, region]),
  )
}
