import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { editValue } from './edit-value.ts';
import type { SampleContext } from './sample.ts';
import type { SchemaView } from './schema-view.ts';

/** Where a value lies to the limit that a keyword sets. */
export type Relation = 'inside' | 'on' | 'outside';

/** A value of a schema made to look at one keyword. Whether it is valid is for the engine to say, not for the maker. */
export type Probe = {
  /** The keyword, or `type` where nothing but the type is said. */
  readonly keyword: string;
  readonly at: SpecPlace;
  /** The place in the value that was changed. */
  readonly pointer: string;
  /** The schema of that place. */
  readonly schema: SchemaPlace;
  readonly relation: Relation;
  /** Short, unique together with keyword and pointer: `one more`, `array`, `missing`. */
  readonly name: string;
  readonly before?: Json;
  /** Absent where the member was taken away. */
  readonly after?: Json;
  /** The whole value with the change; absent where nothing is left of it. */
  readonly root?: Json;
};

/** One place in a value, with the schema that holds there. */
export type Subject<Value extends Json = Json> = {
  readonly context: SampleContext;
  readonly view: SchemaView;
  /** The whole value. */
  readonly root: Json;
  readonly pointer: string;
  readonly value: Value;
};

/** A probe that puts another value at the subject's place. */
export function replaced(
  subject: Subject,
  probe: Pick<Probe, 'keyword' | 'at' | 'relation' | 'name'> & { value: Json },
): Probe {
  const { value, ...rest } = probe;
  return withRoot(
    {
      ...rest,
      pointer: subject.pointer,
      schema: subject.view.place,
      before: subject.value,
      after: value,
    },
    editValue(subject.root, subject.pointer, value),
  );
}

/** Adds the whole value, where there is one (`exactOptionalPropertyTypes` tells absent from undefined). */
export function withRoot(probe: Omit<Probe, 'root'>, root: Json | undefined): Probe {
  return root === undefined ? probe : { ...probe, root };
}
