import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { GatewayError } from '../errors/gateway-error';

export interface AddressRuleOptions {
  /**
   * What outside URLs may reach although it is private: addresses (`10.1.2.3`), CIDRs (`10.0.0.0/8`), host names
   * (`minio.lan`), subdomains (`*.corp.lan`), each host name optionally with a port (`localhost:9000`). A host name opens
   * every address it resolves to. Addresses of cloud metadata services open only when named exactly.
   */
  readonly allowPrivateHosts?: readonly string[];
}

/** Decides, without any lookup, what a URL from outside may reach. */
export interface AddressRules {
  /**
   * Throws `url_not_allowed` for anything but an absolute http(s) URL without credentials whose host is neither a private
   * address in any notation nor a name of the local network. Names that resolve to private addresses are caught later, by
   * {@link AddressRules.allowsAddress}.
   */
  checkUrl(url: string, field?: string): URL;
  /** May this resolved address be connected to under this host name (and port)? */
  allowsAddress(address: string, host: string, port?: number): boolean;
}

type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;
interface NetworkRule {
  readonly kind: 'network';
  readonly base: IpAddress;
  readonly bits: number;
}
interface NameRule {
  readonly kind: 'name';
  readonly suffix: boolean;
  readonly name: string;
  readonly port?: number;
}
type HostRule = NetworkRule | NameRule;

const MAX_URL_LENGTH = 8192;
const LOCAL_SUFFIXES = ['localhost', 'local', 'localdomain', 'internal', 'intranet', 'lan', 'home.arpa'];
const METADATA_ADDRESSES = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '192.0.0.192',
  'fd00:ec2::254',
]);
const GLOBAL_UNICAST_V6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
const NAT64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];
const HOST_NAME = /^(\*\.)?([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?::(\d{1,5}))?$/i;

/** The entries that are neither an address, a CIDR nor a host name; for configuration checks. */
export const invalidHostRules = (entries: readonly string[]): string[] =>
  entries.filter((entry) => parseRule(entry) === undefined);

/** Throws a plain Error on entries that {@link invalidHostRules} reports. */
export function createAddressRules(options: AddressRuleOptions = {}): AddressRules {
  const entries = options.allowPrivateHosts ?? [];
  const invalid = invalidHostRules(entries);
  if (invalid.length > 0) throw new Error(`not a host, address or CIDR: ${invalid.join(', ')}`);
  const rules = entries.map(parseRule).filter((rule) => rule !== undefined);

  const allowsAddress = (address: string, host: string, port?: number): boolean => {
    const ip = parseAddress(address);
    if (ip === undefined) return false;
    return isPublic(ip) || opensAddress(rules, ip) || (!isMetadata(ip) && opensName(rules, host, port));
  };

  const allowsHost = (url: URL): boolean => {
    const host = bareHost(url);
    const port = portOf(url);
    return isIP(host) ? allowsAddress(host, host, port) : !isLocalName(host) || opensName(rules, host, port);
  };

  return {
    allowsAddress,
    checkUrl(text, field) {
      const url = parseHttpUrl(text, field);
      if (!allowsHost(url)) {
        throw notAllowed(field, 'it names a private or local address', 'Use a public address');
      }
      return url;
    },
  };
}

/** Host of a URL as sockets want it: no brackets, no trailing dot. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$|\.$/g, '');

const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80);

function parseHttpUrl(text: string, field?: string): URL {
  if (text.length > MAX_URL_LENGTH) throw notAllowed(field, `it is longer than ${MAX_URL_LENGTH} characters`);
  // The WHATWG parser turns decimal, octal, hexadecimal, short and full-width addresses into the dotted form.
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === '') throw notAllowed(field, 'it is not an absolute URL');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw notAllowed(field, 'only http and https are fetched');
  if (url.username !== '' || url.password !== '')
    throw notAllowed(field, 'it contains a user name or password');
  return url;
}

function notAllowed(
  field: string | undefined,
  reason: string,
  cure = 'Use a public http(s) URL',
): GatewayError {
  return new GatewayError('url_not_allowed', {
    message: `${field ?? 'The URL'} may not be fetched: ${reason}. ${cure}, or send the file itself.`,
    param: field,
  });
}

/** Addresses that carry an IPv4 address inside are judged by that one. */
function parseAddress(text: string): IpAddress | undefined {
  const bare = text.replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return undefined;
  const ip = ipaddr.process(bare);
  if (ip.kind() === 'ipv6' && (ip as ipaddr.IPv6).match(NAT64)) {
    return ipaddr.fromByteArray(ip.toByteArray().slice(12));
  }
  return ip;
}

function isPublic(ip: IpAddress): boolean {
  if (ip.range() !== 'unicast') return false;
  return ip.kind() === 'ipv4' || (ip as ipaddr.IPv6).match(GLOBAL_UNICAST_V6);
}

const isMetadata = (ip: IpAddress): boolean => METADATA_ADDRESSES.has(ip.toString());

function isLocalName(host: string): boolean {
  const name = host.toLowerCase();
  if (!name.includes('.')) return true;
  return LOCAL_SUFFIXES.some((suffix) => name === suffix || name.endsWith(`.${suffix}`));
}

const fullLength = (ip: IpAddress): number => (ip.kind() === 'ipv4' ? 32 : 128);

const opensAddress = (rules: readonly HostRule[], ip: IpAddress): boolean =>
  rules.some(
    (rule) =>
      rule.kind === 'network' &&
      rule.base.kind() === ip.kind() &&
      ip.match(rule.base as never, rule.bits) &&
      (!isMetadata(ip) || rule.bits === fullLength(ip)),
  );

const opensName = (rules: readonly HostRule[], host: string, port?: number): boolean => {
  const name = host.toLowerCase();
  return rules.some(
    (rule) =>
      rule.kind === 'name' &&
      (rule.suffix ? name.endsWith(`.${rule.name}`) : name === rule.name) &&
      (rule.port === undefined || rule.port === port),
  );
};

function parseRule(entry: string): HostRule | undefined {
  const text = entry.trim();
  const address = text.replace(/^\[|\]$/g, '');
  if (isIP(address)) {
    const base = ipaddr.process(address);
    return { kind: 'network', base, bits: fullLength(base) };
  }
  if (ipaddr.isValidCIDR(text)) {
    const [base, bits] = ipaddr.parseCIDR(text);
    return { kind: 'network', base, bits };
  }
  const match = HOST_NAME.exec(text);
  if (match === null || /^[\d.]+$/.test(match[2])) return undefined;
  return {
    kind: 'name',
    suffix: match[1] !== undefined,
    name: match[2].toLowerCase(),
    ...(match[3] !== undefined && { port: Number(match[3]) }),
  };
}
