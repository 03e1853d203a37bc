import { operationUnknown } from './operation-unknown.ts';
import { requestBodyMissing } from './request-body-missing.ts';
import { requestBodySchema } from './request-body-schema.ts';
import { requestBodyUnreadable } from './request-body-unreadable.ts';
import { requestExampleRefused } from './request-example-refused.ts';
import { requestMatcherSchema } from './request-matcher-schema.ts';
import { requestMediaTypeUnknown } from './request-media-type-unknown.ts';
import { requestParameterMissing } from './request-parameter-missing.ts';
import { requestParameterSchema } from './request-parameter-schema.ts';
import { requestParameterUnknown } from './request-parameter-unknown.ts';
import { requestParameterUnreadable } from './request-parameter-unreadable.ts';
import { requestSecurityMissing } from './request-security-missing.ts';
import { responseBodyMissing } from './response-body-missing.ts';
import { responseBodySchema } from './response-body-schema.ts';
import { responseBodyUnknown } from './response-body-unknown.ts';
import { responseBodyUnreadable } from './response-body-unreadable.ts';
import { responseExampleRefused } from './response-example-refused.ts';
import { responseHeaderMissing } from './response-header-missing.ts';
import { responseHeaderSchema } from './response-header-schema.ts';
import { responseHeaderUnknown } from './response-header-unknown.ts';
import { responseMatcherSchema } from './response-matcher-schema.ts';
import { responseMediaTypeUnknown } from './response-media-type-unknown.ts';
import { responseStatusUnknown } from './response-status-unknown.ts';
import type { Rule } from './rule.ts';

/** Every rule that judges an exchange. A rule stands after those that it requires; otherwise the order means nothing. */
export const rules: readonly Rule[] = Object.freeze([
  operationUnknown,
  requestParameterMissing,
  requestParameterSchema,
  requestParameterUnreadable,
  requestParameterUnknown,
  requestSecurityMissing,
  requestMediaTypeUnknown,
  requestBodyMissing,
  requestBodySchema,
  requestBodyUnreadable,
  responseStatusUnknown,
  responseMediaTypeUnknown,
  responseHeaderMissing,
  responseHeaderSchema,
  responseHeaderUnknown,
  responseBodyMissing,
  responseBodySchema,
  responseBodyUnknown,
  responseBodyUnreadable,
  requestMatcherSchema,
  responseMatcherSchema,
  requestExampleRefused,
  responseExampleRefused,
]);
