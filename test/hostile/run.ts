import { connect } from 'node:net';
import type { GoodRequest, HostileRow, Outcome } from './table.ts';

/** An answer as it came over the wire. */
export type RawAnswer = {
  readonly status: number;
  /** By lower-case name; of fields that stand twice the last one. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type HostileRun = {
  readonly url: string;
  readonly rows: readonly HostileRow[];
  readonly good: GoodRequest;
  /** Whether an answer has a shape that the document describes, or is a problem. */
  readonly isInShape: (answer: RawAnswer) => boolean;
};

export type HostileResult = {
  /** How many rows ended in which way. */
  readonly counts: Readonly<Record<Outcome | 'waiting', number>>;
  /** What should not have happened: `row: what`. Empty for a server that is well. */
  readonly faults: readonly string[];
  /** Bytes that the process grew by, where the server runs in it. */
  readonly growth: number;
};

/** Milliseconds after which a server that neither answers nor closes hangs. */
const patience = 10_000;

/**
 * Sends each row on a connection of its own, and after each one the good request: whatever came before, the server is there,
 * answers as always, and nothing was left unhandled.
 */
export async function runHostile({ url, rows, good, isInShape }: HostileRun): Promise<HostileResult> {
  const counts = { success: 0, refusal: 0, close: 0, waiting: 0 };
  const faults: string[] = [];
  const unhandled = (reason: unknown) => faults.push(`a rejection that nobody handled: ${String(reason)}`);
  process.on('unhandledRejection', unhandled);
  const before = process.memoryUsage.rss();
  for (const row of rows) {
    const connection = open(url, row, good);
    // A server that waits for a client may not let others wait.
    const outcome = row.stalls ? 'waiting' : await connection.settled;
    const isWell = await answersGood(url, good);
    if (!isWell) faults.push(`${row.name}: the good request after it was not answered with success`);
    if (outcome === 'hangs') faults.push(`${row.name}: neither an answer nor the end of the connection`);
    else if (outcome === 'garbled') faults.push(`${row.name}: received what is no HTTP/1.1 answer`);
    else if (outcome === 'waiting') counts.waiting += 1;
    else {
      counts[outcome] += 1;
      if (!row.allowed.includes(outcome))
        faults.push(`${row.name}: ended in ${outcome}, allowed is ${row.allowed.join(' or ')}`);
    }
    for (const answer of connection.answers())
      if (!isInShape(answer))
        faults.push(`${row.name}: ${answer.status} ${answer.body.slice(0, 200)} has no documented shape`);
    connection.close();
  }
  process.off('unhandledRejection', unhandled);
  return { counts, faults, growth: process.memoryUsage.rss() - before };
}

type Ending = Outcome | 'hangs' | 'garbled';

function open(url: string, row: HostileRow, good: GoodRequest) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  let text = '';
  const settled = new Promise<Ending>((resolve) => {
    const settle = (isOver: boolean) => {
      const [first] = readAnswers(text, isOver);
      if (first) resolve(first.status < 400 ? 'success' : 'refusal');
      else if (isOver) resolve(text === '' ? 'close' : 'garbled');
    };
    const timer = setTimeout(() => resolve('hangs'), patience);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      settle(false);
    });
    socket.on('end', () => settle(true));
    // A server that has answered may reset what is still being sent.
    socket.on('error', () => settle(true));
    socket.on('close', () => {
      clearTimeout(timer);
      settle(true);
    });
  });
  for (const part of row.bytes(good))
    socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part);
  if (row.ends) socket.end();
  return { settled, answers: () => readAnswers(text, true), close: () => socket.destroy() };
}

async function answersGood(url: string, good: GoodRequest): Promise<boolean> {
  const row: HostileRow = {
    name: 'good',
    bytes: ({ method, path, fields, body }) => [
      [
        `${method} ${path} HTTP/1.1`,
        `Host: ${new URL(url).host}`,
        'Connection: close',
        ...fields,
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        '',
      ].join('\r\n'),
      body,
    ],
    allowed: ['success'],
  };
  const connection = open(url, row, good);
  const outcome = await connection.settled;
  connection.close();
  return outcome === 'success';
}

/** The whole final answers in what was received; the last one may end with the connection. */
function readAnswers(text: string, isOver: boolean): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = text; ; ) {
    const end = rest.indexOf('\r\n\r\n');
    const [line = '', ...lines] = rest.slice(0, Math.max(0, end)).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})(?: |$)/.exec(line)?.[1]);
    if (end < 0 || Number.isNaN(status)) return answers;
    const headers = Object.fromEntries(
      lines.map((field) => [
        field.slice(0, field.indexOf(':')).toLowerCase(),
        field.slice(field.indexOf(':') + 1).trim(),
      ]),
    );
    const after = rest.slice(end + 4);
    const body =
      status < 200 || status === 204 || status === 304
        ? { text: '', length: 0 }
        : readBody(headers, after, isOver);
    if (!body) return answers;
    if (status >= 200) answers.push({ status, headers, body: body.text });
    rest = after.slice(body.length);
  }
}

function readBody(
  headers: RawAnswer['headers'],
  after: string,
  isOver: boolean,
): { text: string; length: number } | undefined {
  if (/chunked/i.test(headers['transfer-encoding'] ?? '')) return readChunks(after);
  const declared = headers['content-length'];
  if (declared === undefined) return isOver ? { text: after, length: after.length } : undefined;
  const length = Number(declared);
  return after.length >= length ? { text: after.slice(0, length), length } : undefined;
}

function readChunks(after: string): { text: string; length: number } | undefined {
  let text = '';
  for (let at = 0; ; ) {
    const lineEnd = after.indexOf('\r\n', at);
    const size = Number.parseInt(after.slice(at, lineEnd), 16);
    if (lineEnd < 0 || Number.isNaN(size)) return undefined;
    if (size === 0) {
      const end = after.indexOf('\r\n\r\n', lineEnd);
      return end < 0 ? undefined : { text, length: end + 4 };
    }
    if (after.length < lineEnd + 2 + size + 2) return undefined;
    text += after.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
}
