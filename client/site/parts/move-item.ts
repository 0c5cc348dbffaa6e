/** The list with one of its items elsewhere; `to` is the place in the result. */
export function moveItem<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const moved = [...items];
  const [item] = moved.splice(from, 1);
  if (item !== undefined) moved.splice(Math.min(Math.max(to, 0), moved.length), 0, item);
  return moved;
}
