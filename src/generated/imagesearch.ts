/** Written by `contract-kit types` from imagesearch.yaml; never edited by hand. */

export interface paths {
    readonly "/v1/{project_id}/{instance_name}/image": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Project ID of the caller. The console shows it under My Credentials. */
                readonly project_id: string;
                /** @description Name of an existing instance. The naming rule of instances (lower-case letters, digits, hyphens and underscores, a letter first, at most 16 characters) is stated for creating one, not here; a name that breaks it is a name that does not exist. */
                readonly instance_name: string;
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Modify the information about an image
         * @description Modifies the information about an image that is already in the library. `path` says which image, `tags` is its new information. Assumed: `tags` replaces the tags that the image had (open question 14).
         */
        readonly put: operations["RunModifyPicture"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Request body. */
        readonly RunModifyPictureReq: {
            /** @description Image URL, which is used as the ID of the image in the library. It identifies and is not fetched, so any string may stand here; the reference itself has images called /../image.jpg and data/is-demo-1.jpg. */
            readonly path: string;
            /** @description Custom tags of the image, as key-value pairs. The tag name (key) must be one of those that the instance declares, ten at most; a schema cannot say so, the example tag-undeclared does. */
            readonly tags: {
                readonly [key: string]: string;
            };
        };
        /** @description Body of a successful response. */
        readonly RunModifyPictureResponse: {
            /** @description Calling result when the API call succeeds, `Success` in the example. Compare it without regard to case; other pages of the reference have `success`. */
            readonly result: string;
            /** @description Not included when the API is successfully called. */
            readonly error_code?: never;
            /** @description Not included when the API is successfully called. */
            readonly error_msg?: never;
        };
        /** @description Body of a failed response. The list of codes is open, so no code is closed out here; compare codes and never messages. */
        readonly ErrorResponse: {
            /** @description Error code. IS.* comes from the service, APIGW.* and APIG.* from the gateway in front of it; the FAQ has a few of ModelArts.* too. */
            readonly error_code: string;
            /** @description Error message when the API call fails, as free text. */
            readonly error_msg: string;
            /** @description Only in answers of the gateway, which has errors with status 400 too. */
            readonly request_id?: string;
            /** @description Not included when the API fails to be called. */
            readonly result?: never;
        };
        /** @description Body of an answer that the gateway gives on its own, before or instead of the service. */
        readonly GatewayErrorResponse: {
            /** @description Error code of the gateway. */
            readonly error_code: string;
            /** @description What went wrong, as free text; it may change. */
            readonly error_msg: string;
            /** @description Number of the request, for support. */
            readonly request_id: string;
            /** @description Not included when the API fails to be called. */
            readonly result?: never;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description Number of the request, for support. The service SDKs read it.
         * @example c9e4da44a63dc96ab4c12a3d57025ab4
         */
        readonly "X-Request-Id": string;
        /**
         * @description When to try again, in seconds or as a date.
         * @example 5
         */
        readonly "Retry-After": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly RunModifyPicture: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Project ID of the caller. The console shows it under My Credentials. */
                readonly project_id: string;
                /** @description Name of an existing instance. The naming rule of instances (lower-case letters, digits, hyphens and underscores, a letter first, at most 16 characters) is stated for creating one, not here; a name that breaks it is a name that does not exist. */
                readonly instance_name: string;
            };
            readonly cookie?: never;
        };
        /** @description Which image, and its new tags. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RunModifyPictureReq"];
                readonly "application/json;charset=UTF-8": components["schemas"]["RunModifyPictureReq"];
            };
        };
        readonly responses: {
            /** @description Successful response */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunModifyPictureResponse"];
                };
            };
            /** @description Failed response. Every error of the service itself has this status, whatever its code; the gateway uses it for a few errors of its own. */
            readonly 400: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The gateway does not accept the credential. */
            readonly 401: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
            /** @description The gateway understood the request and refuses it. */
            readonly 403: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
            /** @description The gateway knows no API with this host, path and method. */
            readonly 404: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
            /** @description The body is over the gateway's limit of 12 MB. */
            readonly 413: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly "Retry-After"?: components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
            /** @description The URI is over the gateway's limit of 32 KB. */
            readonly 414: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
            /** @description Too many requests; wait before the next one. */
            readonly 429: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly "Retry-After"?: components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
            /** @description One header is over 32 KB, or all of them are over 128 KB. */
            readonly 494: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
            /** @description The gateway failed. */
            readonly 500: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
            /** @description The gateway cannot reach the service. */
            readonly 502: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
            /** @description The gateway cannot check the credential because IAM is down. */
            readonly 503: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
            /** @description The service did not answer the gateway in time. */
            readonly 504: {
                headers: {
                    readonly "X-Request-Id"?: components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayErrorResponse"];
                };
            };
        };
    };
}
