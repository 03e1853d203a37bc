/** Written by `contract-kit types` from iam.yaml; never edited by hand. */

export interface paths {
    readonly "/v3/auth/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Obtain a user token with name and password
         * @description Issues a token that is valid for 24 hours; an earlier one stays valid. It dies early when the user is deleted or disabled, or when the password, the keys or the rights change.
         */
        readonly post: operations["KeystoneCreateUserTokenByPassword"];
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
        readonly TokenRequest: {
            /** @description Authentication information. */
            readonly auth: {
                /** @description Who asks. */
                readonly identity: {
                    /** @description How the user proves to be the user; always `["password"]` here. */
                    readonly methods: readonly "password"[];
                    /** @description Password authentication. */
                    readonly password: {
                        /** @description The IAM user. */
                        readonly user: {
                            /** @description The account that the user belongs to. */
                            readonly domain: {
                                /** @description Name of the account. */
                                readonly name: string;
                            };
                            /** @description Name of the IAM user. */
                            readonly name: string;
                            /** @description Password of the IAM user. */
                            readonly password: string;
                        };
                    };
                };
                /** @description What the token is good for. With a project it serves the services of that project, ImageSearch among them; with a domain the global services. Where both stand, the project counts. */
                readonly scope?: {
                    /** @description A project, by its id or its name. */
                    readonly project?: {
                        /** @description Project ID. */
                        readonly id?: string;
                        /** @description Project name, that of the region. */
                        readonly name?: string;
                    };
                    /** @description An account, by its id or its name. */
                    readonly domain?: {
                        /** @description Account ID. */
                        readonly id?: string;
                        /** @description Account name. */
                        readonly name?: string;
                    };
                };
            };
        };
        readonly TokenResponse: {
            /** @description What the token is good for. */
            readonly token: {
                /** @description Services; empty or absent with nocatalog. */
                readonly catalog?: readonly {
                    readonly id?: string;
                    readonly name?: string;
                    readonly type?: string;
                    readonly endpoints?: readonly {
                        readonly id?: string;
                        readonly interface?: string;
                        readonly region?: string;
                        readonly region_id?: string;
                        readonly url?: string;
                    }[];
                }[];
                /** @description The account; only where the scope was a domain. */
                readonly domain?: {
                    readonly id?: string;
                    readonly name?: string;
                };
                /**
                 * Format: date-time
                 * @description When the token expires, in UTC.
                 */
                readonly expires_at: string;
                /**
                 * Format: date-time
                 * @description When the token was issued, in UTC.
                 */
                readonly issued_at: string;
                /** @description How the token was obtained. */
                readonly methods: readonly string[];
                /** @description The project; only where the scope was a project. */
                readonly project?: {
                    readonly domain?: {
                        readonly id?: string;
                        readonly name?: string;
                    };
                    /** @description Project ID. */
                    readonly id?: string;
                    /** @description Project name. */
                    readonly name?: string;
                };
                /** @description Rights of the token. */
                readonly roles?: readonly {
                    /** @description Always 0, which is no real ID. */
                    readonly id?: string;
                    readonly name?: string;
                }[];
                /** @description The IAM user. */
                readonly user: {
                    readonly domain?: {
                        readonly id?: string;
                        readonly name?: string;
                    };
                    readonly id?: string;
                    readonly name?: string;
                    /** @description When the password expires, in UTC; empty for never. */
                    readonly password_expires_at?: string;
                };
            };
        };
        /** @description Body of a failed response, another shape than that of ImageSearch. */
        readonly IamErrorResponse: {
            readonly error: {
                /** @description The status code again. */
                readonly code: number;
                /** @description What went wrong, as free text. */
                readonly message: string;
                /** @description Name of the status. */
                readonly title: string;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly KeystoneCreateUserTokenByPassword: {
        readonly parameters: {
            readonly query?: {
                /** @description Any non-empty value leaves the catalog out of the response body. */
                readonly nocatalog?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description Who asks, and for which project. */
        readonly requestBody: {
            readonly content: {
                readonly "application/json;charset=utf8": components["schemas"]["TokenRequest"];
                readonly "application/json": components["schemas"]["TokenRequest"];
            };
        };
        readonly responses: {
            /** @description The token is in the header X-Subject-Token; the body says what it is good for. */
            readonly 201: {
                headers: {
                    /**
                     * @description The signed token.
                     * @example MIIatAYJKoZIhvcNAQcCoIIapTCCGqECAQExDTALB
                     */
                    readonly "X-Subject-Token": string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TokenResponse"];
                };
            };
            /** @description A parameter is invalid, or the body is no JSON. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IamErrorResponse"];
                };
            };
            /** @description The user, the account or the password is wrong. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IamErrorResponse"];
                };
            };
            /** @description The user may not call the API. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IamErrorResponse"];
                };
            };
            /** @description What the request names does not exist. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IamErrorResponse"];
                };
            };
            /** @description Internal error. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IamErrorResponse"];
                };
            };
            /** @description The service is not available. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IamErrorResponse"];
                };
            };
        };
    };
}
