/** A piece of the source page: its lines, and the clauses that carry what it states. Headings state nothing. */
export type PagePiece = { readonly lines: readonly string[]; readonly clauses: readonly string[] };

const heading = (...lines: readonly string[]): PagePiece => ({ lines, clauses: [] });
const states = (lines: readonly string[], ...clauses: readonly string[]): PagePiece => ({ lines, clauses });

/** The page "Modifying Image Information" from top to bottom, each row and each sentence with its clauses. */
export const sourcePage: readonly PagePiece[] = [
  heading('Help Center/ ImageSearch/ API Reference/ APIs/ Modifying Image Information'),
  heading('Updated on 2023-12-13 GMT+08:00', 'Modifying Image Information', 'Function'),
  states(
    ['You can use the API to modify the information about an existing image in the image library.'],
    'operation.function',
  ),
  heading('URI'),
  states(['PUT /v1/{project_id}/{instance_name}/image'], 'operation.uri'),
  heading('Table 1 Path parameters', 'Name', 'Mandatory', 'Type', 'Description'),
  states(
    ['instance_name', 'Yes', 'String', 'Instance name'],
    'request.path.instance_name.mandatory',
    'request.path.instance_name.type',
    'request.path.instance_name.meaning',
  ),
  states(
    ['project_id', 'Yes', 'String', 'Project ID. See Obtaining a Project ID and Name.'],
    'request.path.project_id.mandatory',
    'request.path.project_id.type',
    'request.path.project_id.meaning',
  ),
  heading('Request Message', 'Table 2 Request header parameters', 'Name', 'Mandatory', 'Type', 'Description'),
  states(
    ['X-Auth-Token', 'Yes', 'String', 'User token'],
    'request.header.x-auth-token.name',
    'request.header.x-auth-token.mandatory',
    'request.header.x-auth-token.type',
    'request.header.x-auth-token.meaning',
  ),
  states(
    [
      'Used to obtain the permission to call APIs. For details about how to obtain the token, see Authentication. The value of X-Subject-Token in the response header is the token.',
    ],
    'request.header.x-auth-token.meaning',
    'request.header.x-auth-token.origin',
  ),
  heading('Table 3 Request body parameters', 'Name', 'Mandatory', 'Type', 'Description'),
  states(
    ['path', 'Yes', 'String', 'Image URL, which is used as the ID of an image in the image library'],
    'request.body.path.mandatory',
    'request.body.path.type',
    'request.body.path.meaning',
  ),
  states(
    ['tags', 'Yes', 'Object', 'Custom image tag. The tags are key-value pairs.'],
    'request.body.tags.mandatory',
    'request.body.tags.type',
    'request.body.tags.meaning',
  ),
  states(['• The tag name (key) must exist in the instance.'], 'request.body.tags.key.declared'),
  states(['• The tag content (value) is a custom value.'], 'request.body.tags.value.custom'),
  heading('Response Parameters', 'Status code: 200', 'Table 4 Response body parameter'),
  heading('Name', 'Type', 'Description'),
  states(
    [
      'result',
      'String',
      'Calling result when the API call succeeds. This parameter is not included when the API fails to be called.',
    ],
    'response.200.result.included',
    'response.200.result.type',
    'response.200.result.meaning',
    'response.400.result.absent',
    'response.gateway.result.absent',
  ),
  heading('Status code: 400', 'Table 5 Response body parameter', 'Name', 'Type', 'Description'),
  states(
    ['error_code', 'String', 'Error code of a failed API call. For details, see Error Codes.'],
    'response.400.error_code.included',
    'response.400.error_code.type',
    'response.400.error_code.meaning',
  ),
  states(
    ['This parameter is not included when the API is successfully called.'],
    'response.200.error_code.absent',
  ),
  states(
    ['error_msg', 'String', 'Error message when the API call fails.'],
    'response.400.error_msg.included',
    'response.400.error_msg.type',
    'response.400.error_msg.meaning',
  ),
  states(
    ['This parameter is not included when the API is successfully called.'],
    'response.200.error_msg.absent',
  ),
  heading('Example Requests'),
  states(
    [
      'Enter an image path, set a custom label, and modify information about an existing image in the image index library.',
    ],
    'request.example',
  ),
  states(['PUT https://{endpoint}/v1/{project_id}/{instance_name}/image'], 'server.scheme', 'operation.uri'),
  states(
    [
      '{',
      '"path" : "https://bucketName.obs.myhuaweicloud.com/image/test1.jpg",',
      '"tags" : {',
      '"test-tags" : "test-image"',
      '}',
      '}',
    ],
    'request.example',
    'request.body.type',
  ),
  heading('Example Response', 'Status code: 200', 'Example of a successful response'),
  states(
    ['{', '"result" : "Success"', '}'],
    'scenario.modified.status',
    'response.200.type',
    'response.200.media-type',
  ),
  heading('Status code: 400', 'Example of a failed response'),
  states(
    ['{', '"error_code" : "IS.0003",', '"error_msg" : "Arguments of path can not be null."', '}'],
    'scenario.path-missing.status',
    'scenario.path-missing.code',
    'response.400.type',
    'response.400.media-type',
  ),
  heading('Status Code', 'Status Code', 'Description'),
  states(['200', 'Successful response'], 'response.200', 'response.statuses'),
  states(['400', 'Failed response'], 'response.400', 'response.statuses'),
  heading('Error Code'),
  states(['For details, see Error Codes.'], 'response.400.error_code.meaning'),
];
