import { multiply, rational } from '../numbers/rational';
import type { Rational } from '../numbers/rational';

/** Powers of base quantities, as in { length: 1, time: -1 }. */
export type Dimension = Readonly<Record<string, number>>;

/** A unit in base units: metre, kilogram, second, radian (as degrees), ampere, and one per currency. */
export interface UnitEntry {
  readonly dimension: Dimension;
  readonly factor: Rational;
}

const table = new Map<string, UnitEntry>();

const define = (
  names: string,
  dimension: Dimension,
  top: number | bigint,
  bottom: number | bigint = 1,
): void => {
  for (const name of names.split(' ')) table.set(name, { dimension, factor: rational(top, bottom) });
};

const length: Dimension = { length: 1 };
define('m metre metres meter meters', length, 1);
define('mm millimetre millimetres millimeter millimeters', length, 1, 1000);
define('cm centimetre centimetres centimeter centimeters', length, 1, 100);
define('dm decimetre decimetres decimeter decimeters', length, 1, 10);
define('km kilometre kilometres kilometer kilometers kms', length, 1000);
define('µm μm um micrometer micrometers', length, 1, 1_000_000);
define('nm nanometer nanometers', length, 1, 1_000_000_000);
define('in inch inches', length, 254, 10_000);
define('ft foot feet', length, 3048, 10_000);
define('yd yard yards', length, 9144, 10_000);
define('mi mile miles', length, 1_609_344, 1000);

const volume: Dimension = { length: 3 };
define('l L liter liters litre litres', volume, 1, 1000);
define('ml mL milliliter milliliters millilitre millilitres cc', volume, 1, 1_000_000);
define('gal gallon gallons', volume, 3_785_411_784n, 1_000_000_000_000n);
define('ha hectare hectares', { length: 2 }, 10_000);
define('acre acres', { length: 2 }, 40_468_564_224n, 10_000_000n);

const mass: Dimension = { mass: 1 };
define('kg kilogram kilograms kilo kilos kgs', mass, 1);
define('g gram grams gm gms', mass, 1, 1000);
define('mg milligram milligrams', mass, 1, 1_000_000);
define('t ton tons tonne tonnes', mass, 1000);
define('lb lbs pound pounds', mass, 45_359_237, 100_000_000);
define('oz ounce ounces', mass, 28_349_523_125n, 1_000_000_000_000n);

const time: Dimension = { time: 1 };
define('s sec secs second seconds', time, 1);
define('ms millisecond milliseconds', time, 1, 1000);
define('min mins minute minutes', time, 60);
define('h hr hrs hour hours', time, 3600);
define('day days', time, 86_400);
define('week weeks', time, 604_800);
define('month months', { months: 1 }, 1);
define('yr yrs year years', { months: 1 }, 12);

define('mph', { length: 1, time: -1 }, 1_609_344, 3_600_000);
define('kmh kph kmph', { length: 1, time: -1 }, 1000, 3600);
define('° deg degs degree degrees', { angle: 1 }, 1);
define('°c ℃ celsius', { celsius: 1 }, 1);
define('°f ℉ fahrenheit', { fahrenheit: 1 }, 1);
define('k kelvin K', { kelvin: 1 }, 1);

define('n N newton newtons', { mass: 1, length: 1, time: -2 }, 1);
define('j J joule joules', { mass: 1, length: 2, time: -2 }, 1);
define('kj kJ kilojoule kilojoules', { mass: 1, length: 2, time: -2 }, 1000);
define('w W watt watts', { mass: 1, length: 2, time: -3 }, 1);
define('kw kW kilowatt kilowatts', { mass: 1, length: 2, time: -3 }, 1000);
define('pa Pa pascal pascals', { mass: 1, length: -1, time: -2 }, 1);
define('kpa kPa', { mass: 1, length: -1, time: -2 }, 1000);
define('hz Hz hertz', { time: -1 }, 1);
define('khz kHz', { time: -1 }, 1000);
define('a A amp amps ampere amperes', { current: 1 }, 1);
define('v V volt volts', { mass: 1, length: 2, time: -3, current: -1 }, 1);
define('ω Ω ohm ohms', { mass: 1, length: 2, time: -3, current: -2 }, 1);
define('mol mole moles', { amount: 1 }, 1);

define('$ usd USD dollar dollars bucks', { dollars: 1 }, 1);
define('cent cents ¢', { dollars: 1 }, 1, 100);
define('€ eur EUR euro euros', { euros: 1 }, 1);
define('£ gbp GBP', { pounds: 1 }, 1);
define('¥ yen yuan rmb', { yen: 1 }, 1);
define('₹ rs rupee rupees', { rupees: 1 }, 1);

/** The unit of a name: as written, else in lower case; null when it is not known. */
export function unitNamed(name: string): UnitEntry | null {
  return table.get(name) ?? table.get(name.toLowerCase()) ?? null;
}

/** a to a whole power, times b to a whole power. */
export function combineUnits(a: UnitEntry, b: UnitEntry, power: number): UnitEntry {
  const dimension: Record<string, number> = { ...a.dimension };
  for (const [base, exponent] of Object.entries(b.dimension)) {
    const total = (dimension[base] ?? 0) + exponent * power;
    if (total === 0) delete dimension[base];
    else dimension[base] = total;
  }
  let { factor } = a;
  const step = power < 0 ? rational(b.factor.denominator, b.factor.numerator) : b.factor;
  for (let n = 0; n < Math.abs(power); n++) factor = multiply(factor, step);
  return { dimension, factor };
}

export const noUnit: UnitEntry = { dimension: {}, factor: rational(1) };
