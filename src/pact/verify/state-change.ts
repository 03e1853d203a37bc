import type { Json } from '../../finding.ts';

/** Brings the provider into a state; what it gives, an object, can feed the pact's `ProviderState` generators. */
export type StateHandler = (params: Readonly<Record<string, Json>>) => unknown;

/** By the name of the state; a function is its `setup`. */
export type StateHandlers = Readonly<
  Record<string, StateHandler | { readonly setup?: StateHandler; readonly teardown?: StateHandler }>
>;

export type StateChange = {
  readonly action: 'setup' | 'teardown';
  readonly name: string;
  readonly params: Readonly<Record<string, Json>>;
};

/** `failed`: half a sentence that follows the name of the state. */
export type StateOutcome =
  | { readonly kind: 'done'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly reason: string };

export type ChangeState = (change: StateChange) => Promise<StateOutcome>;

/**
 * Changes states by the handlers, and those that have none by the state URL, which gets
 * `POST { "action": "setup", "state": "…", "params": {} }`. Nothing that a handler or the URL does is thrown.
 *
 * @param ask sends the JSON text and gives status and body of the answer, or throws
 */
export function createStateChanger(options: {
  readonly handlers?: StateHandlers | undefined;
  readonly ask?: ((json: string) => Promise<{ readonly status: number; readonly text: string }>) | undefined;
  /** Milliseconds for one change. */
  readonly timeout: number;
}): ChangeState {
  const { handlers = {}, ask, timeout } = options;
  return async (change) => {
    const handler = Object.hasOwn(handlers, change.name) ? handlers[change.name] : undefined;
    if (handler !== undefined) return await callHandler(handler, change, timeout);
    if (ask !== undefined) return await askUrl(ask, change);
    return { kind: 'failed', reason: 'has no handler, and there is no state URL' };
  };
}

async function callHandler(
  handler: StateHandlers[string],
  { action, params }: StateChange,
  timeout: number,
): Promise<StateOutcome> {
  const act = typeof handler === 'function' ? (action === 'setup' ? handler : undefined) : handler?.[action];
  if (act === undefined) return { kind: 'done', values: {} };
  try {
    const given = await within(timeout, async () => await act(params));
    return { kind: 'done', values: isRecord(given) ? given : {} };
  } catch (error) {
    return { kind: 'failed', reason: `has a handler whose ${action} failed: ${messageOf(error)}` };
  }
}

async function askUrl(
  ask: (json: string) => Promise<{ readonly status: number; readonly text: string }>,
  { action, name, params }: StateChange,
): Promise<StateOutcome> {
  try {
    const { status, text } = await ask(JSON.stringify({ action, state: name, params }));
    if (status < 200 || status > 299) {
      const said = text.trim() === '' ? '' : `: ${text.trim().slice(0, 300)}`;
      return {
        kind: 'failed',
        reason: `was answered by the state URL with status ${status} for ${action}${said}`,
      };
    }
    return { kind: 'done', values: readValues(text) };
  } catch (error) {
    return {
      kind: 'failed',
      reason: `could not be sent to the state URL for ${action}: ${messageOf(error)}`,
    };
  }
}

/** Only an object names values; any other text is an acknowledgement. */
function readValues(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

async function within<Value>(timeout: number, act: () => Promise<Value>): Promise<Value> {
  const deadline = AbortSignal.timeout(timeout);
  return await new Promise((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new Error(`it did not end within ${timeout} ms`)), {
      once: true,
    });
    act().then(resolve, reject);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
