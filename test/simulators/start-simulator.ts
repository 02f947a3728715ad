import { Simulator, SimulatorOptions } from './frame/simulator';
import { VendorWire } from './frame/vendor-wire';
import { arkWire } from './vendors/ark.wire';
import { jimengWire } from './vendors/jimeng.wire';
import { klingWire } from './vendors/kling.wire';

/** Every vendor that can be simulated, by the name the command line takes. */
export const VENDORS = {
  kling: klingWire,
  jimeng: jimengWire,
  ark: arkWire,
} as const satisfies Readonly<Record<string, VendorWire>>;

export type VendorName = keyof typeof VENDORS;

/** Starts a vendor on a local port; `close()` it when done. */
export const startSimulator = ({
  vendor,
  ...options
}: SimulatorOptions & { readonly vendor: VendorName }): Promise<Simulator> =>
  Simulator.start(VENDORS[vendor], options);
