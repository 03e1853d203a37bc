import { randomBytes } from 'node:crypto';

/**
 * The answers that the gateway gives on its own, before or instead of the service (API request signing guide, "Error
 * Codes"). Which row answers a case that the guide does not name is our decision, labelled `assumed` here.
 */
export const gatewayErrors = {
  /** No API with this path. */
  pathUnknown: {
    status: 404,
    code: 'APIGW.0101',
    message: 'The API does not exist or has not been published in the environment.',
  },
  /** The path is known, the method is not (question 15: 404 and not 405). */
  methodUnknown: { status: 404, code: 'APIGW.0101', message: 'The API does not exist.' },
  backendUnknown: { status: 404, code: 'APIGW.0103', message: 'The backend does not exist.' },
  orchestrationFailed: { status: 400, code: 'APIGW.0106', message: 'Orchestration error.' },
  /** The HTTP message cannot be read, or its end does not come (assumed; the gateway's table has no 408). */
  requestMalformed: { status: 400, code: 'APIGW.0201', message: 'API request error.' },
  bodyTooLarge: { status: 413, code: 'APIGW.0201', message: 'Request entity too large.' },
  uriTooLarge: { status: 414, code: 'APIGW.0201', message: 'Request URI too large.' },
  headersTooLarge: { status: 494, code: 'APIGW.0201', message: 'Request headers too large.' },
  unexpected: { status: 500, code: 'APIGW.0201', message: 'An unexpected error occurred' },
  backendUnavailable: { status: 502, code: 'APIGW.0202', message: 'Backend unavailable.' },
  backendTimeout: { status: 504, code: 'APIGW.0203', message: 'Backend timeout.' },
  /** Every fault of a token or signature but expiry; the detail follows a colon. */
  authenticationIncorrect: {
    status: 401,
    code: 'APIGW.0301',
    message: 'Incorrect IAM authentication information',
  },
  userNotAuthorised: {
    status: 403,
    code: 'APIGW.0302',
    message: 'The IAM user is not authorized to access the API.',
  },
  authenticationOther: { status: 401, code: 'APIGW.0305', message: 'Incorrect authentication information.' },
  tokenExpired: { status: 401, code: 'APIGW.0307', message: 'The token must be updated.' },
  /** Assumed: the answer to a credential of another project; no source names it, "no grant" is the nearest row. */
  accessDenied: { status: 403, code: 'APIGW.0306', message: 'API access denied.' },
  throttled: { status: 429, code: 'APIGW.0308', message: 'The throttling threshold has been reached.' },
  projectUnavailable: { status: 403, code: 'APIGW.0310', message: 'The project is unavailable.' },
  internal: { status: 500, code: 'APIGW.0601', message: 'Internal server error.' },
  iamUnavailable: {
    status: 503,
    code: 'APIGW.0613',
    message: 'The IAM service is currently unavailable.',
  },
} as const satisfies Record<string, GatewayError>;

export type GatewayErrorName = keyof typeof gatewayErrors;

/** A row of the gateway's error table. */
export type GatewayError = { readonly status: number; readonly code: string; readonly message: string };

/** The refusal of a request: the row of the table, and what follows its message after a colon. */
export type GatewayRefusal = { readonly error: GatewayErrorName; readonly detail?: string };

/** The three-field body of a gateway answer (API Gateway FAQ). */
export function toGatewayBody(refusal: GatewayRefusal, requestId: string): string {
  const { code, message } = gatewayErrors[refusal.error];
  const text = refusal.detail === undefined ? message : `${message}: ${refusal.detail}`;
  return JSON.stringify({ error_msg: text, error_code: code, request_id: requestId });
}

/** A gateway answer as a Fetch response; the request id stands in the body and in the header that the SDKs read. */
export function toGatewayResponse(refusal: GatewayRefusal, requestId: string): Response {
  return new Response(toGatewayBody(refusal, requestId), {
    status: gatewayErrors[refusal.error].status,
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': requestId },
  });
}

/** 32 hex digits, as the one that was seen. */
export function createRequestId(): string {
  return randomBytes(16).toString('hex');
}
