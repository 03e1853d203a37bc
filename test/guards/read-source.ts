import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What a source file reaches outside of itself. */
export type Source = {
  /** From the root of the repository: `src/rules/rule.ts`. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Globals that make a function impure, as they are written. */
  readonly globals: readonly string[];
};

export type Import = {
  /** A path from the root of the repository, the name of a package, or `node:…`. */
  readonly target: string;
  /** Types are erased: nothing is loaded. */
  readonly isType: boolean;
};

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every source file, in the order of the paths. */
export function readSources(): readonly Source[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readSource(`src/${name}`))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readSource(path: string): Source {
  const file = ts.createSourceFile(
    path,
    readFileSync(join(root, path), 'utf8'),
    ts.ScriptTarget.ES2024,
    true,
  );
  const imports: Import[] = [];
  const globals = new Set<string>();
  const add = (specifier: ts.Node | undefined, isType: boolean): void => {
    if (specifier && ts.isStringLiteral(specifier))
      imports.push({ target: resolve(path, specifier.text), isType });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node))
      add(node.moduleSpecifier, node.isTypeOnly || isTypeList(node.exportClause));
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isCallExpression(node) && isLoading(node)) add(node.arguments[0], false);
    const used = globalOf(node);
    if (used !== undefined) globals.add(used);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, imports, globals: [...globals].sort() };
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  const { namedBindings } = clause;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  return !clause.name && !!namedBindings && ts.isNamedImports(namedBindings) && isTypeList(namedBindings);
}

function isTypeList(list: ts.NamedImports | ts.NamedExportBindings | undefined): boolean {
  if (!list || !('elements' in list)) return false;
  return list.elements.length > 0 && list.elements.every((element) => element.isTypeOnly);
}

/** `import('…')` and `require('…')`. */
function isLoading({ expression }: ts.CallExpression): boolean {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  );
}

function globalOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return 'new Date()';
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText();
    return /^(?:Date\.now|Math\.random|performance\.now|process\.exit)$/.test(text) ? text : undefined;
  }
  if (!ts.isIdentifier(node) || !/^(?:process|console|setTimeout|setInterval|fetch)$/.test(node.text))
    return undefined;
  const { parent } = node;
  // Only a use of the global: neither a property, nor a name that is declared here.
  const isUse =
    ts.isCallExpression(parent) || (ts.isPropertyAccessExpression(parent) && parent.expression === node);
  return isUse ? node.text : undefined;
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
