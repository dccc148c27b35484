/**
 * Whether a column's `name@Factory` is that model, or one of that name, as limits take names too; the empty name is that of
 * no model. Names may have an `@` of their own.
 * @param wanted how the statement names the value
 */
export function isOfModel(column: string, wanted: string): string {
  const factory = `substr(${column}, length(${wanted}) + 2)`;
  const isNamed = `${wanted} <> '' AND starts_with(${column}, ${wanted} || '@') AND strpos(${factory}, '@') = 0`;
  return `(${column} = ${wanted} OR (${isNamed}))`;
}
