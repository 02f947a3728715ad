import { parseArgs } from 'node:util';
import { FAULTS, FaultName, isFaultName } from './frame/faults';
import { startSimulator, VendorName, VENDORS } from './start-simulator';

const USAGE = `usage: npm run simulate -- <${Object.keys(VENDORS).join('|')}> [--port N] [--fault NAME]… [--speed N] [--slots N]

  --port N      port on 127.0.0.1; default: any free one
  --fault NAME  may be repeated; the first of a phase wins. A prompt can name one too: "a boat fault:rate-limited"
  --speed N     simulated seconds per real second; default 1
  --slots N     tasks that may be open at once; default: no limit

faults:
${Object.entries(FAULTS)
  .map(([name, { phase, description }]) => `  ${name.padEnd(24)}${phase.padEnd(8)}${description}`)
  .join('\n')}
`;

/** Runs a simulator until the process is stopped. Returns the exit code when it does not start. */
export async function simulate(args: readonly string[]): Promise<number | undefined> {
  const wanted = readArguments(args);
  if ('problem' in wanted) {
    process.stderr.write(`${wanted.problem}\n\n${USAGE}`);
    return 2;
  }
  let simulator;
  try {
    simulator = await startSimulator(wanted);
  } catch (error) {
    process.stderr.write(`cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const lines = Object.entries(simulator.environment).map(([name, value]) => `${name}=${value}`);
  process.stdout.write(`${wanted.vendor} simulator on ${simulator.url}\n\n${lines.join('\n')}\n\n`);
  return undefined;
}

interface Wanted {
  readonly vendor: VendorName;
  readonly port: number;
  readonly faults: readonly FaultName[];
  readonly speed: number;
  readonly slots: number;
}

function readArguments(args: readonly string[]): Wanted | { readonly problem: string } {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '0' },
        fault: { type: 'string', multiple: true, default: [] },
        speed: { type: 'string', default: '1' },
        slots: { type: 'string', default: 'Infinity' },
      },
    });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  const [vendor] = positionals;
  if (vendor === undefined || !isVendor(vendor)) return { problem: `unknown vendor: ${vendor ?? '(none)'}` };
  const unknown = values.fault.filter((name) => !isFaultName(name));
  if (unknown.length > 0) return { problem: `unknown fault: ${unknown.join(', ')}` };
  const [port, speed, slots] = [Number(values.port), Number(values.speed), Number(values.slots)];
  if (!Number.isInteger(port) || port < 0 || port > 65535) return { problem: `not a port: ${values.port}` };
  if (!(speed > 0)) return { problem: `not a speed: ${values.speed}` };
  if (!(slots >= 1)) return { problem: `not a number of slots: ${values.slots}` };
  return { vendor, port, speed, slots, faults: values.fault.filter(isFaultName) };
}

const isVendor = (name: string): name is VendorName => Object.hasOwn(VENDORS, name);
