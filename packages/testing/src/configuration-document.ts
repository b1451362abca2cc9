import { z } from 'zod';

/** The part of JSON Schema that the run config uses. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
}

const preamble = `# Configuration

A run is one TOML file. This page is made from the schema in \`packages/core/src/config.ts\` by \`npm run docs\`: change the
schema, not the page. An unknown key is an error. A key without a default must be given, unless it is optional.`;

/** The page that lists every key of a config schema: its type, bounds, default and meaning. */
export function configurationDocument(schema: z.ZodType): string {
  const sections: string[] = [];
  const written = new Map<string, string>();
  const write = (path: string, object: Schema): void => {
    const required = new Set(object.required);
    const rows = Object.entries(object.properties ?? {}).map(([key, value]) => {
      const place = path === '' ? key : `${path}.${key}`;
      return [
        `\`${key}\``,
        typeOf(value, place),
        defaultOf(value, required.has(key)),
        value.description ?? '',
      ];
    });
    const about = path === '' || object.description === undefined ? '' : `${object.description}\n\n`;
    sections.push(`## ${headingOf(path)}\n\n${about}${tableOf(['key', 'type', 'default', 'meaning'], rows)}`);
    for (const [key, value] of Object.entries(object.properties ?? {})) {
      descend(path === '' ? key : `${path}.${key}`, value);
    }
  };
  const descend = (path: string, value: Schema): void => {
    if (value.oneOf !== undefined) {
      const content = JSON.stringify(value.oneOf);
      const first = written.get(content);
      if (first !== undefined) sections.push(`## ${headingOf(path)}\n\nThe same as \`[${first}]\`.`);
      else for (const variant of value.oneOf) write(`${path}, ${kindOf(variant)}`, variant);
      written.set(content, first ?? path);
    } else if (value.properties !== undefined) write(path, value);
    else if (value.items !== undefined && value.items !== false && value.items.properties !== undefined) {
      write(`[${path}]`, value.items);
    }
  };
  write('', z.toJSONSchema(schema, { io: 'input' }) as Schema);
  return `${[preamble, ...sections].join('\n\n')}\n`;
}

function headingOf(path: string): string {
  if (path === '') return 'The run';
  const [table = '', variant] = path.split(', ');
  return variant === undefined ? `\`[${table}]\`` : `\`[${table}]\` with \`${variant}\``;
}

function kindOf({ properties }: Schema): string {
  return `kind = ${JSON.stringify(properties?.['kind']?.const)}`;
}

function typeOf(value: Schema, place: string): string {
  if (value.const !== undefined) return code(value.const);
  if (value.enum !== undefined) return value.enum.map(code).join(', ');
  if (value.oneOf !== undefined || value.properties !== undefined) return `table \`[${place}]\``;
  if (value.prefixItems !== undefined)
    return `array of ${value.prefixItems.length}: ${typeOf(value.prefixItems[0]!, place)}`;
  if (value.type === 'array') {
    const items = value.items === false || value.items === undefined ? {} : value.items;
    const one = items.properties === undefined ? typeOf(items, place) : `tables \`[[${place}]]\``;
    return `array of ${one}${value.minItems === undefined ? '' : `, at least ${value.minItems}`}`;
  }
  const types = typeof value.type === 'string' ? [value.type] : (value.type ?? ['anything']);
  const name = types.map((type) => names[type] ?? type).join(' or ');
  return [name, ...boundsOf(value)].join(', ');
}

const names: Readonly<Record<string, string>> = { integer: 'whole number', object: 'table' };

function boundsOf(value: Schema): string[] {
  const bounds: string[] = [];
  if (value.minimum !== undefined && value.minimum > Number.MIN_SAFE_INTEGER)
    bounds.push(`at least ${value.minimum}`);
  if (value.exclusiveMinimum !== undefined) bounds.push(`above ${value.exclusiveMinimum}`);
  if (value.maximum !== undefined && value.maximum < Number.MAX_SAFE_INTEGER)
    bounds.push(`at most ${value.maximum}`);
  if (value.exclusiveMaximum !== undefined) bounds.push(`below ${value.exclusiveMaximum}`);
  return bounds;
}

function defaultOf(value: Schema, required: boolean): string {
  if (value.const !== undefined) return '';
  if (value.default === undefined) return required ? '**required**' : 'optional';
  return typeof value.default === 'object' && !Array.isArray(value.default)
    ? 'as below'
    : code(value.default);
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [
    line(first),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...others.map(line),
  ].join('\n');
}
