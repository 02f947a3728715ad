import { Simulator, SimulatorOptions } from './frame/simulator';
import { VendorWire } from './frame/vendor-wire';
import { arkWire } from './vendors/ark.wire';
import { geminiWire } from './vendors/gemini.wire';
import { jimengWire } from './vendors/jimeng.wire';
import { klingWire } from './vendors/kling.wire';
import { relayWire } from './vendors/relay.wire';
import { vertexWire } from './vendors/vertex.wire';

/** Every vendor that can be simulated, by the name the command line takes. */
export const VENDORS = {
  kling: klingWire,
  jimeng: jimengWire,
  ark: arkWire,
  vertex: vertexWire,
  gemini: geminiWire,
  relay: relayWire,
} as const satisfies Readonly<Record<string, VendorWire>>;

export type VendorName = keyof typeof VENDORS;

/** Starts a vendor on a local port; `close()` it when done. */
export const startSimulator = ({
  vendor,
  ...options
}: SimulatorOptions & { readonly vendor: VendorName }): Promise<Simulator> =>
  Simulator.start(VENDORS[vendor], options);
