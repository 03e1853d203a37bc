import type { Fixture } from './fixture.ts';

/** Of the fixtures beside the bundled document every so many providers are tested; the bench of detection tests all. */
const every = 5;

/** The providers of one kind that the tests look at. */
export function sampleOf<Provider>(fixture: Fixture, providers: readonly Provider[]): readonly Provider[] {
  return fixture.name === 'imagesearch' ? providers : providers.filter((_, index) => index % every === 0);
}
