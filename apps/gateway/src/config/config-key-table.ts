import { isIP } from 'node:net';
import { choice, flag, list, number, optionalNumber, text, textOr, url } from './config-key';
import { parseSecretKey } from './secret-key';

/** Every setting of the gateway. Keys of provider packages are declared by the packages themselves. */
export const CONFIG_KEYS = {
  port: number({
    name: 'PORT',
    section: 'Server',
    description: 'TCP port to listen on; 0 takes any free one.',
    default: 3000,
    min: 0,
    max: 65535,
    integer: true,
  }),
  host: textOr({
    name: 'HOST',
    section: 'Server',
    description: 'Address to listen on. `0.0.0.0` or `::` makes the gateway reachable from other machines.',
    default: '127.0.0.1',
  }),
  publicUrl: url({
    name: 'ONEREEL_PUBLIC_URL',
    section: 'Server',
    description:
      'Address under which clients and vendors reach the gateway; used in result URLs and in links for vendors. Unset: the listening address, and vendors get bytes instead of links.',
    protocols: ['http:', 'https:'],
  }),
  trustProxy: textOr({
    name: 'ONEREEL_TRUST_PROXY',
    section: 'Server',
    description:
      'Which reverse proxies may set X-Forwarded-For: the number of hops, or addresses and CIDRs separated by commas. `0` trusts none.',
    accepts: 'number of hops | addresses',
    default: '0',
  }),
  corsOrigins: list({
    name: 'ONEREEL_CORS_ORIGINS',
    section: 'Server',
    description: 'Origins whose web pages may call the gateway. Unset: none. `*`: all.',
    accepts: 'origins, comma-separated',
    check(item) {
      if (item !== '*' && !(URL.canParse(item) && new URL(item).origin === item)) {
        throw new Error('must hold origins such as https://app.example.com, or *');
      }
    },
  }),
  contentDelivery: choice({
    name: 'ONEREEL_CONTENT_DELIVERY',
    section: 'Server',
    description:
      'How result files reach clients: `proxy` streams them, `redirect` answers 307 to a signed link, `auto` redirects only where the file store has public links. Clients overrule it with `?redirect=0|1`.',
    values: ['auto', 'proxy', 'redirect'],
    default: 'auto',
  }),
  logLevel: choice({
    name: 'ONEREEL_LOG_LEVEL',
    section: 'Server',
    description: 'Least important level that is logged.',
    values: ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
    default: 'info',
  }),
  logFormat: choice({
    name: 'ONEREEL_LOG_FORMAT',
    section: 'Server',
    description: 'JSON lines for machines, text for people; `auto` writes text to a terminal.',
    values: ['auto', 'json', 'text'],
    default: 'auto',
  }),
  shutdownGraceSeconds: number({
    name: 'ONEREEL_SHUTDOWN_GRACE_SECONDS',
    section: 'Server',
    description: 'Seconds that running requests and steps may take to finish at shutdown.',
    default: 10,
    min: 0,
    max: 600,
  }),
  metrics: choice({
    name: 'ONEREEL_METRICS',
    section: 'Server',
    description: 'Who may read the Prometheus page /metrics: holders of an API key, anyone, or no one.',
    values: ['key', 'public', 'off'],
    default: 'key',
  }),
  draftsAlwaysHttp200: flag({
    name: 'ONEREEL_DRAFTS_ALWAYS_200',
    section: 'Server',
    description:
      'Answer every capcut-mate request with HTTP 200, as that service does; the body tells success from failure.',
    default: false,
  }),
  openDocs: flag({
    name: 'ONEREEL_DOCS',
    section: 'Server',
    description: 'Serve Swagger UI at /docs and the OpenAPI documents.',
    default: true,
  }),

  auth: choice({
    name: 'ONEREEL_AUTH',
    section: 'Access',
    description: '`none` switches API keys off; allowed only while HOST is a loopback address.',
    values: ['required', 'none'],
    default: 'required',
  }),
  apiKeys: list({
    name: 'ONEREEL_API_KEYS',
    section: 'Access',
    description:
      'Bootstrap API keys: `secret` or `id:secret`, comma-separated, secrets of at least 16 characters. They exist as long as they are listed here.',
    accepts: 'keys, comma-separated',
    secret: true,
    check(item) {
      const [, id, secret] = /^(?:([^:]*):)?([^:]*)$/.exec(item) ?? [];
      if (secret === undefined || !/^[\x21-\x7e]{16,256}$/.test(secret)) {
        throw new Error(
          'must hold secrets of 16 to 256 printable characters without blanks, colons or commas',
        );
      }
      if (id !== undefined && !/^[\w.-]{3,64}$/.test(id)) {
        throw new Error('must hold key ids of 3 to 64 letters, digits, dots, dashes or underscores');
      }
    },
  }),
  secretKey: {
    name: 'ONEREEL_SECRET_KEY',
    section: 'Access',
    description:
      'Encrypts stored API keys and signs links: 32 bytes as 64 hexadecimal digits or base64. Unset: made once and kept in `secret.key` of the data folder.',
    accepts: '32 bytes, hex or base64',
    secret: true,
    parse: (value: string): Buffer | undefined => parseSecretKey(value),
  },
  webhookSecret: text({
    name: 'ONEREEL_WEBHOOK_SECRET',
    section: 'Access',
    description:
      "A second signature of the messages to clients' callback URLs, the same for all owners: `whsec_` and base64, or any text. Every owner has a secret of its own, which `GET /api/v1/webhooks/secret` tells.",
    secret: true,
  }),
  rateLimitPerMinute: number({
    name: 'ONEREEL_RATE_LIMIT_PER_MINUTE',
    section: 'Access',
    description:
      'Requests per minute and API key before 429; counted per process. `0` switches the limit off.',
    default: 3000,
    min: 0,
    max: 10_000_000,
    integer: true,
  }),
  wrongKeysPerMinute: number({
    name: 'ONEREEL_WRONG_KEYS_PER_MINUTE',
    section: 'Access',
    description:
      'Wrong API keys per minute and client address before 429, whatever key comes next; counted per process. Behind a proxy set `ONEREEL_TRUST_PROXY`, or all clients have one address. `0` switches the limit off.',
    default: 60,
    min: 0,
    max: 10_000_000,
    integer: true,
  }),
  allowPrivateHosts: list({
    name: 'ONEREEL_ALLOW_PRIVATE_HOSTS',
    section: 'Access',
    description:
      'Host names, addresses or CIDRs that URLs from outside (input files, callbacks) may reach although they are private.',
    accepts: 'hosts or CIDRs, comma-separated',
    check(item) {
      const [address, bits, rest] = item.split('/');
      const cidr = bits !== undefined && rest === undefined && isIP(address) !== 0 && /^\d{1,3}$/.test(bits);
      if (!cidr && !/^[\w.:*-]+$/.test(item)) throw new Error('must hold host names, addresses or CIDRs');
    },
  }),

  providers: list({
    name: 'ONEREEL_PROVIDERS',
    section: 'Providers',
    description:
      'Provider packages to load, by npm name or by path (`./my-provider`), in order of preference. Packages without credentials stay listed as unconfigured; the sandbox needs none.',
    accepts: 'npm names or paths, comma-separated',
    default: [
      '@onereel/providers-veo',
      '@onereel/providers-kling',
      '@onereel/providers-jimeng',
      '@onereel/providers-sandbox',
    ],
  }),
  defaultModel: text({
    name: 'ONEREEL_DEFAULT_MODEL',
    section: 'Providers',
    description:
      'Model used when a request names none. Unset: the first model of the first configured provider.',
  }),
  modelAliases: list({
    name: 'ONEREEL_MODEL_ALIASES',
    section: 'Providers',
    description:
      'Further names of models, such as `sora-2=veo-3.1|kling-v2-6,draft=sandbox`: the name that clients send, then ids, aliases or `provider/id`, best first. The later ones serve when an earlier one certainly did not take a task. They win over names of the providers.',
    accepts: 'name=model|model…, comma-separated',
    check(item) {
      if (!/^[^\s=|]{1,200}\s*=\s*[^\s=|]{1,200}(\s*\|\s*[^\s=|]{1,200}){0,9}$/.test(item)) {
        throw new Error('must hold names such as sora-2=veo-3.1|kling-v2-6, without blanks inside names');
      }
    },
  }),

  failover: flag({
    name: 'ONEREEL_FAILOVER',
    section: 'Providers',
    description:
      'May a task that a vendor certainly did not take, through no fault of the client, go to another credential or model that its name leads to?',
    default: true,
  }),
  circuitFailures: number({
    name: 'ONEREEL_CIRCUIT_FAILURES',
    section: 'Providers',
    description:
      'Creates in a row that fail through the fault of vendor or network before a credential rests; counted per process. `0` switches the rest off.',
    default: 5,
    min: 0,
    max: 1000,
    integer: true,
  }),
  circuitOpenSeconds: number({
    name: 'ONEREEL_CIRCUIT_OPEN_SECONDS',
    section: 'Providers',
    description:
      'Seconds such a credential rests before one create probes it; twice as long after every probe that fails, up to ten times.',
    default: 30,
    min: 0.1,
    max: 3600,
  }),

  maxBodyMb: number({
    name: 'ONEREEL_MAX_BODY_MB',
    section: 'Limits',
    description: 'Largest JSON body, and largest text part of a form, in MB.',
    default: 32,
    min: 1,
    max: 256,
  }),
  maxUploadMb: number({
    name: 'ONEREEL_MAX_UPLOAD_MB',
    section: 'Limits',
    description: 'Largest uploaded or downloaded input file, in MB.',
    default: 100,
    min: 1,
    max: 4096,
  }),
  maxOutputMb: number({
    name: 'ONEREEL_MAX_OUTPUT_MB',
    section: 'Limits',
    description: 'Largest result file that is stored, in MB.',
    default: 4096,
    min: 1,
    max: 102_400,
  }),

  maxConcurrent: optionalNumber({
    name: 'VIDEO_MAX_CONCURRENT',
    section: 'Engine',
    description:
      'Tasks in flight at a vendor per credential; more wait in a fair queue. Unset: what the provider recommends, otherwise 2.',
    min: 1,
    max: 10_000,
    integer: true,
  }),
  maxRetries: number({
    name: 'VIDEO_GENERATION_MAX_RETRIES',
    section: 'Engine',
    description: 'Repetitions of a submission that certainly did not reach the vendor.',
    default: 3,
    min: 0,
    max: 20,
    integer: true,
  }),
  retryDelaySeconds: number({
    name: 'VIDEO_GENERATION_RETRY_DELAY',
    section: 'Engine',
    description: 'Seconds before the first repetition.',
    default: 5,
    min: 0,
    max: 3600,
  }),
  retryBackoff: number({
    name: 'VIDEO_GENERATION_RETRY_BACKOFF',
    section: 'Engine',
    description: 'Factor by which the delay grows with every repetition.',
    default: 2,
    min: 1,
    max: 10,
  }),
  retentionHours: number({
    name: 'ONEREEL_RETENTION_HOURS',
    section: 'Engine',
    description: 'Hours that finished tasks and their files are kept.',
    default: 168,
    min: 0.1,
    max: 87_600,
  }),

  dataDir: textOr({
    name: 'ONEREEL_DATA_DIR',
    section: 'Storage',
    description: 'Folder of database, results and keys, for one server at a time; created when missing.',
    accepts: 'path',
    default: './data',
  }),
  redisUrl: url({
    name: 'REDIS_URL',
    section: 'Storage',
    description:
      'Redis or Valkey that schedules the steps (Bull). Tasks and files stay in the data folder. Unset: a queue inside the process.',
    protocols: ['redis:', 'rediss:'],
    secret: true,
  }),
  draftMaterialsHours: number({
    name: 'ONEREEL_DRAFT_MATERIALS_HOURS',
    section: 'Storage',
    description:
      'Hours that media fetched for drafts are kept once no draft uses them, at least half an hour. 0 keeps them for ever.',
    default: 168,
    min: 0,
    max: 87_600,
  }),

  maxOpenRenders: number({
    name: 'ONEREEL_MAX_OPEN_RENDERS',
    section: 'Rendering',
    description:
      'Renders that may wait or be at work at once; further ones are refused with 503 and `Retry-After`.',
    default: 100,
    min: 1,
    max: 100_000,
    integer: true,
  }),
  renderTimeoutMinutes: number({
    name: 'ONEREEL_RENDER_TIMEOUT_MINUTES',
    section: 'Rendering',
    description:
      'Minutes one render may take before it fails; what it waits for does not count. `0`: no limit.',
    default: 240,
    min: 0,
    max: 10_080,
  }),
  renderWorkers: optionalNumber({
    name: 'ONEREEL_RENDER_WORKERS',
    section: 'Rendering',
    description: 'FFmpeg processes of a render at a time. Unset: one per processor core, within the memory.',
    min: 1,
    max: 256,
    integer: true,
  }),
  renderMemoryMb: optionalNumber({
    name: 'ONEREEL_RENDER_MEMORY_MB',
    section: 'Rendering',
    description:
      'Memory in MiB that a render may take with all its processes. Unset: half of what the container or machine has, at most 4096.',
    min: 384,
    max: 1_048_576,
    integer: true,
  }),
  renderCacheMb: number({
    name: 'ONEREEL_RENDER_CACHE_MB',
    section: 'Rendering',
    description:
      'Disk space in MiB for finished pieces of renders, which make the next render of a changed draft fast; the least used ones leave after a render.',
    default: 8192,
    min: 0,
    max: 10_485_760,
    integer: true,
  }),

  ffmpegPath: text({
    name: 'FFMPEG_PATH',
    section: 'Media tools',
    description: 'ffmpeg 5.1 or newer. Unset: looked up in PATH.',
    accepts: 'path',
  }),
  ffprobePath: text({
    name: 'FFPROBE_PATH',
    section: 'Media tools',
    description: 'ffprobe of the same build. Unset: looked up in PATH.',
    accepts: 'path',
  }),

  promptLlmBaseUrl: url({
    name: 'PROMPT_LLM_BASE_URL',
    section: 'Prompt rewriting',
    description:
      'OpenAI-compatible endpoint, e.g. https://api.openai.com/v1, that rewrites prompts when a request asks for it.',
    protocols: ['http:', 'https:'],
  }),
  promptLlmApiKey: text({
    name: 'PROMPT_LLM_API_KEY',
    section: 'Prompt rewriting',
    description: 'Its API key, where it needs one.',
    secret: true,
  }),
  promptLlmModel: text({
    name: 'PROMPT_LLM_MODEL',
    section: 'Prompt rewriting',
    description: 'Its model; needed together with the address.',
  }),
} as const;
