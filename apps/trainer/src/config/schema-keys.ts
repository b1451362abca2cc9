import type { z } from 'zod';

/** The parts of a zod schema that say what may be written under it. */
interface SchemaNode {
  readonly description?: string | undefined;
  readonly def: {
    readonly type: string;
    readonly innerType?: SchemaNode;
    readonly element?: SchemaNode;
    readonly shape?: Readonly<Record<string, SchemaNode>>;
    readonly options?: readonly SchemaNode[];
    readonly discriminator?: string;
    readonly defaultValue?: unknown;
    readonly values?: readonly (string | number | bigint | boolean | null | undefined)[];
  };
}

/** One key a person may write. */
export interface SchemaKey {
  /** Dotted, with `[]` for the elements of a list: `stepgrpo.rewards[].weight`. */
  readonly path: string;
  /** Variant of a union the key belongs to, `kind=digits`; absent outside unions. */
  readonly variant?: string;
  readonly description?: string;
}

/** Every key of a schema, tables and lists of tables opened, in the order they are declared. */
export function schemaKeys(schema: z.ZodType): readonly SchemaKey[] {
  return collect(schema, '', undefined);
}

function collect(node: SchemaNode, path: string, variant: string | undefined): readonly SchemaKey[] {
  const bare = unwrap(node);
  const { shape, element, options, discriminator } = bare.def;
  if (shape !== undefined) {
    return Object.entries(shape).flatMap(([key, child]) =>
      collect(child, path === '' ? key : `${path}.${key}`, variant),
    );
  }
  if (element !== undefined && unwrap(element).def.shape !== undefined)
    return collect(element, `${path}[]`, variant);
  if (discriminator !== undefined && options !== undefined) {
    return options.flatMap((option) => collect(option, path, variantName(option, discriminator)));
  }
  const description = descriptionOf(node);
  return [
    {
      path,
      ...(variant === undefined ? {} : { variant }),
      ...(description === undefined ? {} : { description }),
    },
  ];
}

/** The names allowed in the table at `path`; of every variant where it is a union. Empty where there is no table. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  return [...new Set(nodesAt(schema, path).flatMap((node) => Object.keys(node.def.shape ?? {})))];
}

/** What the schema says about the key at `path`. */
export function descriptionAt(schema: z.ZodType, path: readonly PropertyKey[]): string | undefined {
  const last = path.at(-1);
  if (typeof last !== 'string') return undefined;
  for (const table of nodesAt(schema, path.slice(0, -1))) {
    const child = table.def.shape?.[last];
    const description = child && descriptionOf(child);
    if (description !== undefined) return description;
  }
  return undefined;
}

function nodesAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly SchemaNode[] {
  let nodes = variants(schema);
  for (const key of path) {
    nodes = nodes.flatMap((node) => {
      const child = typeof key === 'number' ? node.def.element : ownEntry(node.def.shape, String(key));
      return child === undefined ? [] : variants(child);
    });
  }
  return nodes;
}

function ownEntry(shape: SchemaNode['def']['shape'], key: string): SchemaNode | undefined {
  return shape !== undefined && Object.hasOwn(shape, key) ? shape[key] : undefined;
}

function variants(node: SchemaNode): readonly SchemaNode[] {
  const bare = unwrap(node);
  return bare.def.options === undefined ? [bare] : bare.def.options.flatMap(variants);
}

/** The schema behind `optional` and `default`. */
function unwrap(node: SchemaNode): SchemaNode {
  return node.def.innerType === undefined ? node : unwrap(node.def.innerType);
}

function descriptionOf(node: SchemaNode): string | undefined {
  return node.description ?? (node.def.innerType && descriptionOf(node.def.innerType));
}

function variantName(option: SchemaNode, discriminator: string): string | undefined {
  const value = unwrap(option).def.shape?.[discriminator]?.def.values?.[0];
  return value === undefined ? undefined : `${discriminator}=${String(value)}`;
}
