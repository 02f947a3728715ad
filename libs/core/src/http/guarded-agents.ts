import { lookup as systemLookup, LookupAddress, LookupOptions } from 'node:dns';
import { Agent as HttpAgent, AgentOptions, ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, LookupFunction } from 'node:net';
import { AddressRules } from './address-rules';

export interface AgentPair {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** Error code of connections the address rules refuse. */
export const ADDRESS_BLOCKED = 'ERR_ADDRESS_BLOCKED';

const blocked = (): NodeJS.ErrnoException =>
  Object.assign(new Error('address not allowed'), { code: ADDRESS_BLOCKED });

export type HostLookup = (
  host: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Agents whose sockets can only connect to addresses the rules allow: names are resolved once and the checked address is
 * the one connected to (a second answer of the name server is never asked for); literals, which skip the lookup, are
 * checked when the socket is made.
 */
export function createGuardedAgents(rules: AddressRules, lookupHost: HostLookup = systemLookup): AgentPair {
  const options: AgentOptions = { keepAlive: true, maxFreeSockets: 16, timeout: 60_000 };
  const guarded = <Agent extends HttpAgent>(agent: Agent): Agent => {
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (connection, callback) =>
      connect(guard(connection, rules, lookupHost), callback);
    return agent;
  };
  return { http: guarded(new HttpAgent(options)), https: guarded(new HttpsAgent(options)) };
}

function guard<Options extends ClientRequestArgs>(
  options: Options,
  rules: AddressRules,
  lookupHost: HostLookup,
): Options {
  const host = String(options.host ?? 'localhost').replace(/^\[|\]$/g, '');
  const port = Number(options.port);
  if (isIP(host) && !rules.allowsAddress(host, host, port)) throw blocked();
  return { ...options, lookup: guardedLookup(rules, port, lookupHost) };
}

function guardedLookup(rules: AddressRules, port: number, lookupHost: HostLookup): LookupFunction {
  return (host, options, callback) => {
    const wanted: LookupOptions & { all: true } = { family: options.family, hints: options.hints, all: true };
    lookupHost(host, wanted, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const name = host.replace(/\.$/, '');
      if (
        addresses.length === 0 ||
        !addresses.every(({ address }) => rules.allowsAddress(address, name, port))
      )
        return callback(blocked(), '', 0);
      if (options.all === true) return callback(null, addresses);
      callback(null, addresses[0].address, addresses[0].family);
    });
  };
}
