/** LangBot's moments are in UTC and do not say so. */
export function utc(moment: string): string {
  return /Z|[+-]\d\d:\d\d$/.test(moment) ? moment : `${moment}Z`;
}
