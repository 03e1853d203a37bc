/** Everything the command line touches: made by `bin.ts`, replaced by tests. */
export type Io = {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** `columns` is the width of the terminal behind stdout, 80 where there is none. */
  readonly isTTY: { readonly stdout: boolean; readonly stderr: boolean; readonly columns: number };
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Aborts on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
};
