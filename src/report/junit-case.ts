import type { XmlNode } from './xml.ts';

/** One test case of a JUnit report. */
export type Case = {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly details: readonly XmlNode[];
};

export type Suite = { readonly name: string; readonly cases: readonly Case[] };

export function toSuite(name: string, cases: readonly Case[]): Suite {
  return { name: cut(name), cases };
}

export function cut(text: string, max = 500): string {
  return text.length > max ? `${text.slice(0, max)}… (${text.length} characters)` : text;
}
