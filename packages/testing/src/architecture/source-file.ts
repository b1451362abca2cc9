import ts from 'typescript';
import type { Repository } from './repository';

/** What the rules need to know of one TypeScript file. */
export interface SourceFile {
  readonly path: string;
  /** Everything it imports or re-exports from, dynamic imports included. */
  readonly imports: readonly { readonly from: string; readonly line: number }[];
  /** Lines that use `console`. */
  readonly consoleLines: readonly number[];
  /** Nothing but interfaces, type aliases and imports: there is no behaviour to test. */
  readonly typesOnly: boolean;
  /** Lines of statements that are not named re-exports. */
  readonly nonExportLines: readonly number[];
  /** Exported functions and the text of their declared return type. */
  readonly functions: readonly { readonly name: string; readonly returns: string }[];
  /** Keys of object literals that are passed to `defineRegistry`. */
  readonly registryKeys: readonly string[];
}

const parsed = new WeakMap<Repository, Map<string, SourceFile>>();

/** Reads one TypeScript file without resolving anything; the second time from memory. */
export function parseSourceFile(repository: Repository, path: string): SourceFile {
  const files = parsed.get(repository) ?? new Map<string, SourceFile>();
  parsed.set(repository, files);
  const file = files.get(path) ?? parse(repository, path);
  files.set(path, file);
  return file;
}

function parse(repository: Repository, path: string): SourceFile {
  const tree = ts.createSourceFile(path, repository.read(path), ts.ScriptTarget.Latest, true);
  const lineOf = (node: ts.Node): number => tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
  const imports: { from: string; line: number }[] = [];
  const consoleLines: number[] = [];
  const registryKeys: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) imports.push({ from: specifier, line: lineOf(node) });
    if (ts.isIdentifier(node) && node.text === 'console') consoleLines.push(lineOf(node));
    if (ts.isCallExpression(node) && node.expression.getText(tree) === 'defineRegistry') {
      registryKeys.push(...node.arguments.filter(ts.isObjectLiteralExpression).flatMap(keysOf));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return {
    path,
    imports,
    consoleLines,
    registryKeys,
    typesOnly: tree.statements.every(isTypeOnly),
    nonExportLines: tree.statements.filter((statement) => !isNamedReExport(statement)).map(lineOf),
    functions: tree.statements
      .filter(ts.isFunctionDeclaration)
      .flatMap((declaration) =>
        ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export
          ? [{ name: declaration.name?.text ?? '', returns: declaration.type?.getText(tree) ?? '' }]
          : [],
      ),
  };
}

/** Whether a file is a test. */
export function isTest(path: string): boolean {
  return path.endsWith('.test.ts');
}

/** The TypeScript files under `src` of packages and apps. */
export function sourcePaths({ files }: Repository): string[] {
  return files.filter(
    (path) => /^(packages|apps)\/[^/]+\/src\/.*\.ts$/.test(path) && !path.endsWith('.d.ts'),
  );
}

function specifierOf(node: ts.Node): string | undefined {
  const from =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && isLoad(node.expression)
        ? node.arguments[0]
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined;
  return from !== undefined && ts.isStringLiteralLike(from) ? from.text : undefined;
}

function isLoad(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
  );
}

function isTypeOnly(statement: ts.Statement): boolean {
  return (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isImportDeclaration(statement) ||
    (ts.isExportDeclaration(statement) && statement.isTypeOnly)
  );
}

function isNamedReExport(statement: ts.Statement): boolean {
  return (
    ts.isExportDeclaration(statement) &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
  );
}

function keysOf({ properties }: ts.ObjectLiteralExpression): string[] {
  return properties.flatMap(({ name }) =>
    name !== undefined && (ts.isStringLiteral(name) || ts.isIdentifier(name)) ? [name.text] : [],
  );
}
