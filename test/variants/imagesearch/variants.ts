import type { Variant } from '../variant.ts';
import { answerVariants } from './answer-choices.ts';
import { pathVariants } from './path-choices.ts';
import { requestVariants } from './request-choices.ts';
import { wireVariants } from './wire-choices.ts';

/** Every correct provider that takes a choice in another way, by kind. */
export const variants: Readonly<Record<string, readonly Variant[]>> = {
  request: requestVariants,
  answer: answerVariants,
  wire: wireVariants,
  path: pathVariants,
};
