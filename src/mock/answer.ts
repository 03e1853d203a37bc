/** An answer ready for the wire. `body` is empty where there is none. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export const noBody: Uint8Array = new Uint8Array();
