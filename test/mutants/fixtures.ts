import { variants as imagesearchVariants } from '../variants/imagesearch/variants.ts';
import { variants as searchVariants } from '../variants/search/variants.ts';
import { variants as tasksVariants } from '../variants/tasks/variants.ts';
import { variants as uploadsVariants } from '../variants/uploads/variants.ts';
import type { FixtureTable } from './fixture.ts';
import { imagesearch } from './imagesearch/fixture.ts';
import { mutants as imagesearchMutants } from './imagesearch/mutants.ts';
import { search } from './search/fixture.ts';
import { mutants as searchMutants } from './search/mutants.ts';
import { shop } from './shop/fixture.ts';
import { mutants as shopMutants } from './shop/mutants.ts';
import { tasks } from './tasks/fixture.ts';
import { mutants as tasksMutants } from './tasks/mutants.ts';
import { uploads } from './uploads/fixture.ts';
import { mutants as uploadsMutants } from './uploads/mutants.ts';

/** Every document with its broken and its correct providers. */
export const fixtures: readonly FixtureTable[] = [
  { fixture: imagesearch, mutants: imagesearchMutants, variants: imagesearchVariants },
  { fixture: tasks, mutants: tasksMutants, variants: tasksVariants },
  { fixture: search, mutants: searchMutants, variants: searchVariants },
  { fixture: uploads, mutants: uploadsMutants, variants: uploadsVariants },
  { fixture: shop, mutants: shopMutants, variants: {} },
];
