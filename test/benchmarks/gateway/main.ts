import { cpus, loadavg } from 'node:os';
import { pin } from './child-server';
import { createThroughput, type ThroughputRow } from './create-throughput';
import { timeToNotice } from './time-to-notice';

const OPEN_TASKS = [100, 1_000, 10_000];

/** `npm run bench:gateway`, optionally with `create` or `notice` for one half. */
async function main(part: string | undefined): Promise<void> {
  pin(process.pid, 1);
  const [{ model }] = cpus();
  console.log(`Node ${process.version}, ${cpus().length} × ${model}, load ${loadavg()[0].toFixed(1)}`);
  console.log(
    'Servers on one processor; load generator and vendor on another. Medians of 5 interleaved rounds;\nwhoever is not measured stands still.\n',
  );
  if (part !== 'notice') printCreates(await createThroughput());
  if (part === 'create') return;
  const rows = [];
  for (const tasks of OPEN_TASKS) rows.push(await timeToNotice(tasks));
  console.log('\nSeconds until a task that ended at the vendor is known to have ended, polled every 5 s:');
  console.table(rows);
}

function printCreates(rows: readonly ThroughputRow[]): void {
  console.table(rows);
  for (const connections of [1, 32]) {
    const [bare, ...others] = rows.filter((row) => row.connections === connections);
    for (const { name, requestsPerSecond, processorMsPerRequest } of others) {
      const speed = percent(requestsPerSecond / bare.requestsPerSecond);
      const cost = (processorMsPerRequest / bare.processorMsPerRequest).toFixed(2);
      console.log(`c=${connections}  ${name}: ${speed} of the bare POST, ${cost} times its processor time`);
    }
  }
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

void main(process.argv[2]);
