import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { editValue } from './edit-value.ts';
import { type Probe, replaced } from './probe.ts';
import type { ObjectSubject } from './probe-object.ts';
import { sampleValue } from './sample.ts';
import { declaredProperties, findKeyword } from './schema-view.ts';

/** `dependentRequired`: the member that asks for others with all of them, and with each of them missing. */
export function* probeDependents(subject: ObjectSubject): Generator<Probe> {
  for (const use of findKeyword(subject.view, 'dependentRequired')) {
    if (use.value === null || typeof use.value !== 'object' || Array.isArray(use.value)) continue;
    for (const [name, dependents] of Object.entries(use.value)) {
      if (!Array.isArray(dependents)) continue;
      const names = dependents.map(String);
      const whole = names.reduce<Json | undefined>(
        (value, member) => value && withMember(subject, value, member),
        withMember(subject, subject.value, name),
      );
      if (whole === undefined) continue;
      const statement = {
        keyword: 'dependentRequired',
        at: { uri: use.at.uri, pointer: joinPointer(use.at.pointer, name) },
      };
      if (JSON.stringify(whole) !== JSON.stringify(subject.value))
        yield replaced(subject, { ...statement, relation: 'on', name: `${name} with all`, value: whole });
      for (const member of names) {
        const value = editValue(whole, joinPointer('', member), undefined);
        if (value !== undefined)
          yield replaced(subject, { ...statement, relation: 'outside', name: `${member} missing`, value });
      }
    }
  }
}

/** The object with a member; undefined where no value for it can be made. */
function withMember({ context, view }: ObjectSubject, value: Json, name: string): Json | undefined {
  if (value !== null && typeof value === 'object' && Object.hasOwn(value, name)) return value;
  const place = declaredProperties(view).get(name);
  const member = place ? sampleValue(context, place) : 'text';
  return member === undefined ? undefined : editValue(value, joinPointer('', name), member);
}
