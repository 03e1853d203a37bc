import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Entry = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const packages: Readonly<Record<string, Entry>> = read('package-lock.json').packages;
const entries = Object.entries(packages).filter(([path]) => path !== '');

describe('package-lock.json', () => {
  it('has an entry for every platform, without which npm ci refuses the whole file', () => {
    // A registry that lacks the package of another platform makes npm leave out its entry. It is added by hand then, with
    // version, os, cpu, dev and optional: true; npm ci skips what is for another platform.
    const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies).filter(([name]) => !isLocked(path, name)),
    );
    expect(missing).toEqual([]);
  });

  it('holds no download address, and a checksum of everything that every machine installs', () => {
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(entries.filter(([, { integrity, optional }]) => !integrity && !optional)).toEqual([]);
  });
});

describe('package.json', () => {
  it('pins every version', () => {
    const { dependencies, devDependencies } = read('package.json');
    const all = Object.entries<string>({ ...dependencies, ...devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

/** Whether a package is locked where Node would find it from another one: there, or in a folder above. */
function isLocked(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}
