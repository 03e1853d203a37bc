/** The rows of the service's error table that the provider uses; every one has status 400 (reference, "Error Codes"). */
export const serviceErrors = {
  parameterMissing: { code: 'IS.0001', message: 'The request parameter is missing or empty.' },
  typeUnsupported: { code: 'IS.0002', message: 'The type of the request parameter is not supported.' },
  pathNull: { code: 'IS.0003', message: 'Arguments of path can not be null.' },
  tagsNull: { code: 'IS.0003', message: 'Arguments of tags can not be null.' },
  headerMissing: { code: 'IS.0005', message: 'The header is missing or empty.' },
  instanceUnknown: { code: 'IS.0007', message: 'Invalid instance name.' },
  jsonIncorrect: { code: 'IS.0008', message: 'The JSON format of the input data is incorrect.' },
  instanceAbnormal: { code: 'IS.0014', message: 'Instance status is abnormal.' },
  pathInvalid: { code: 'IS.0016', message: 'The path is invalid.' },
} as const satisfies Record<string, { readonly code: string; readonly message: string }>;

export type ServiceErrorName = keyof typeof serviceErrors;

/** The two-field body of a failed call (Table 5). */
export function toServiceErrorResponse(name: ServiceErrorName): Response {
  const { code, message } = serviceErrors[name];
  return Response.json({ error_code: code, error_msg: message }, { status: 400 });
}
