/**
 * What was reckoned once is kept: of an object as long as there is the object, of a number for good.
 *
 * @module
 */

interface Store<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

export function memo<K, V extends {}>(known: Store<K, V>, reckon: (key: K) => V): (key: K) => V {
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const value = reckon(key)
    known.set(key, value)
    return value
  }
}

/** To those of the same name. */
export function push<K, V>(lists: Store<K, V[]>, name: K, one: V): void {
  const those = lists.get(name)
  if (those) those.push(one)
  else lists.set(name, [one])
}
