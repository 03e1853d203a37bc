/** Errors of the token call; their shape is another than that of ImageSearch (openapi/iam.yaml). */
export const iamErrors = {
  invalid: { code: 400, message: 'The request body is invalid', title: 'Bad Request' },
  unauthorized: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
  /** Assumed: the text of this error stands in no source. */
  scopeUnknown: {
    code: 404,
    message: 'Could not find the project or domain of the scope.',
    title: 'Not Found',
  },
  methodUnknown: { code: 404, message: 'The API does not exist.', title: 'Not Found' },
} as const;

export function toIamErrorResponse(name: keyof typeof iamErrors): Response {
  const error = iamErrors[name];
  return Response.json({ error }, { status: error.code });
}
