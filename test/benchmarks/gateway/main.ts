import { cpus, loadavg } from 'node:os';
import { pin } from './child-server';
import { createThroughput } from './create-throughput';
import { timeToNotice } from './time-to-notice';

const OPEN_TASKS = [100, 1_000, 10_000];

/** `npm run bench:gateway`, optionally with `create` or `notice` for one half. */
async function main(part: string | undefined): Promise<void> {
  pin(process.pid, 1);
  const [{ model }] = cpus();
  console.log(`Node ${process.version}, ${cpus().length} × ${model}, load ${loadavg()[0].toFixed(1)}`);
  console.log(
    'Servers on one processor; load generator and vendor on another. Medians of 5 interleaved rounds.\n',
  );
  if (part !== 'notice') console.table(await createThroughput());
  if (part === 'create') return;
  const rows = [];
  for (const tasks of OPEN_TASKS) rows.push(await timeToNotice(tasks));
  console.log('\nSeconds until a task that ended at the vendor is known to have ended, polled every 5 s:');
  console.table(rows);
}

void main(process.argv[2]);
