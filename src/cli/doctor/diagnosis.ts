/**
 * One line of the doctor. `problem`: something will end unchecked. `note`: it is as it is, and good to know. Each that is
 * not `ok` has a remedy.
 */
export type Diagnosis =
  | { readonly status: 'ok'; readonly what: string }
  | { readonly status: 'problem' | 'note'; readonly what: string; readonly remedy: string };
