/** What `ledger.mjs` found, as tables in Markdown. */

const ms = (value) => value.toFixed(value < 10 ? 2 : 0);
const number = (value) => Math.round(value).toLocaleString('en');

/** @param {string[]} head @param {string[][]} rows */
export function printTable(title, head, rows) {
  console.log(`\n${title}\n`);
  for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`);
}

/** @param {object[]} steps the sizes as they were measured, the smallest first */
export function printSteps(steps) {
  printTable(
    'Filling and retention',
    ['Keys', 'Requests', 'requests a second', 'sums a second', 'sums by the hour', 'by the day', 'of users by the day', 'MB of all', 'rows of the oldest day', 'ms to drop it (slowest)'], // prettier-ignore
    steps.map(
      ({
        keys,
        rows,
        filled,
        summed,
        sizes: [, hours, days, userDays],
        megabytes,
        retention: { rows: gone, p50, slowest },
      }) => [
        ...[
          number(keys),
          number(rows),
          number(filled),
          number(summed),
          number(hours.rows),
          number(days.rows),
          number(userDays.rows),
        ],
        ...[number(megabytes), number(gone), `${ms(p50)} (${ms(slowest)})`],
      ],
    ),
  );
  printKeyChecks(steps);
  printGrowth('Lists of keys, the large tenant: p95 in ms', steps, 'keys', ({ lists }) => lists);
  printGrowth('Usage of the large tenant: p95 in ms', steps, 'rows', ({ usage }) => usage.many);
  printGrowth('Usage of a small tenant: p95 in ms', steps, 'rows', ({ usage }) => usage.few);
}

/** Beside a server that has a thousand keys all the time. */
function printKeyChecks(steps) {
  const rows = steps.flatMap(({ keys, checks }) =>
    checks.map(({ way, kind, spreads: [reference, grown] }) => [
      ...[`${way}, ${kind}`, number(keys), number(grown.count)],
      ...['p50', 'p99'].flatMap((at) => [ms(reference[at]), ms(grown[at]), (grown[at] / reference[at]).toFixed(2)]),
    ]),
  );
  const head = ['Key check', 'keys', 'times', 'p50 ms: a thousand', 'all', 'ratio', 'p99 ms: a thousand', 'all', 'ratio']; // prettier-ignore
  printTable('Judging a key: all keys beside a thousand, in turn', head, rows.toSorted(([one], [other]) => one.localeCompare(other))); // prettier-ignore
}

function printGrowth(title, steps, size, timesIn) {
  const names = timesIn(steps[0]).map(({ name }) => name);
  const rows = names.map((name, index) => [
    `\`${name}\``,
    ...steps.map((step) => ms(timesIn(step)[index].p95)),
    ms(timesIn(steps.at(-1))[index].p50),
  ]);
  printTable(title, ['Query', ...steps.map((step) => `${number(step[size])} ${size}`), 'p50 of the last'], rows);
}

/** @param {{name: string, plans: import('./plans.mjs').Plan[]}[]} asked */
export function printPlans(asked, partitions) {
  const rows = asked.flatMap(({ name, plans }) =>
    plans.map(({ table, indexes, parts, scans }) => {
      const all = partitions[table];
      return [`\`${name}\``, table, indexes.map((index) => `\`${index}\``).join(', '), all ? `${parts} of ${all}` : '', scans === 0 ? 'none' : `${scans}`]; // prettier-ignore
    }),
  );
  printTable('Plans, at the last size', ['Query', 'reads', 'by', 'partitions', 'from end to end'], rows);
}
