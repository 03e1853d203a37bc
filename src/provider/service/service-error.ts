/** The service's error table (reference, "Error Codes"); every row has status 400. The list is open: later codes exist. */
export const serviceErrors = {
  parameterMissing: { code: 'IS.0001', message: 'The request parameter is missing or empty.' },
  typeUnsupported: { code: 'IS.0002', message: 'The type of the request parameter is not supported.' },
  parameterEmpty: { code: 'IS.0003', message: 'The request parameter cannot be empty.' },
  /** The wording of the page's example, another than the table's. */
  pathNull: { code: 'IS.0003', message: 'Arguments of path can not be null.' },
  tagsNull: { code: 'IS.0003', message: 'Arguments of tags can not be null.' },
  tokenAbnormal: { code: 'IS.0004', message: 'Exception verifying token.' },
  headerMissing: { code: 'IS.0005', message: 'The header is missing or empty.' },
  bodyTooBig: { code: 'IS.0006', message: 'The request body is too big.' },
  instanceUnknown: { code: 'IS.0007', message: 'Invalid instance name.' },
  jsonIncorrect: { code: 'IS.0008', message: 'The JSON format of the input data is incorrect.' },
  internal: { code: 'IS.0009', message: 'The request failed due to an internal error.' },
  methodNotAllowed: { code: 'IS.0010', message: 'The request method is not allowed.' },
  userNotAllowed: { code: 'IS.0011', message: 'The user is not allowed to use the request method.' },
  timeout: { code: 'IS.0012', message: 'Operation timed out.' },
  tokenEmpty: { code: 'IS.0013', message: 'The token is empty.' },
  instanceAbnormal: { code: 'IS.0014', message: 'Instance status is abnormal.' },
  modelMissing: { code: 'IS.0015', message: 'The model file does not exist.' },
  pathInvalid: { code: 'IS.0016', message: 'The path is invalid.' },
} as const satisfies Record<string, { readonly code: string; readonly message: string }>;

export type ServiceErrorName = keyof typeof serviceErrors;

/** The two-field body of a failed call (Table 5). */
export function toServiceErrorResponse(name: ServiceErrorName): Response {
  const { code, message } = serviceErrors[name];
  return Response.json({ error_code: code, error_msg: message }, { status: 400 });
}
