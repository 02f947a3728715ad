import { readFileSync } from 'node:fs';

/** Linux counts processor time of processes in hundredths of a second. */
const TICK_MS = 10;

/** Milliseconds of processor time a process has used so far, kernel time included; NaN where the system does not tell. */
export function processorMs(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before the bracket may hold blanks; user and system time are the 12th and 13th number after it.
    const numbers = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(numbers[11]) + Number(numbers[12])) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}
