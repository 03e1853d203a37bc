import { parseXml, XmlElement } from '@rgrove/parse-xml';

/** The names of the failed tests of a JUnit report, sorted; a test that failed several times is there several times. */
export function junitFailures(xml: string): string[] {
  return [...walk(parseXml(xml).root)]
    .filter(({ name }) => name === 'testcase')
    .filter(({ children }) => children.some((child) => child instanceof XmlElement && isFault(child.name)))
    .map(({ attributes }) => attributes.name ?? '')
    .sort();
}

function isFault(name: string): boolean {
  return name === 'failure' || name === 'error';
}

function* walk(element: XmlElement | null): Generator<XmlElement> {
  if (!element) return;
  yield element;
  for (const child of element.children) if (child instanceof XmlElement) yield* walk(child);
}
