/** The environment variable with the credential of a security scheme: `CONTRACT_KIT_USER_TOKEN` for `UserToken`. */
export function secretVariable(schemeKey: string): string {
  const words = schemeKey.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/[^A-Za-z\d]+/g, '_');
  return `CONTRACT_KIT_${words.toUpperCase()}`;
}

/**
 * The credentials that the environment holds, by the key of the security scheme. With `_EXPIRED` at its end the variable
 * holds one that was valid once, with `_OTHER` one of somebody who has no right to what is asked for.
 */
export function readSecrets(
  env: Readonly<Record<string, string | undefined>>,
): (schemeKey: string) => { valid?: string; expired?: string; other?: string } {
  return (schemeKey) => {
    const variable = secretVariable(schemeKey);
    const [valid, expired, other] = ['', '_EXPIRED', '_OTHER'].map((end) => env[variable + end]);
    return { ...(valid && { valid }), ...(expired && { expired }), ...(other && { other }) };
  };
}
