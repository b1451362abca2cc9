import type { RealField } from './real-field';

/** A complex number over some real field. */
export interface Complex<Real> {
  readonly re: Real;
  readonly im: Real;
}

/** Whole exponents up to this are multiplied out, which keeps their precision. */
const maxMultipliedPower = 256;

/** Complex arithmetic with principal branches. Real arguments stay exactly real where the result is real. */
export function complexOver<Real>(f: RealField<Real>) {
  type C = Complex<Real>;
  const real = (re: Real): C => ({ re, im: f.zero });
  const isReal = (a: C): boolean => f.isZero(a.im);
  const negateReal = (a: Real): Real => f.subtract(f.zero, a);
  const half = f.divide(f.one, f.fromNumber(2));

  const add = (a: C, b: C): C => ({ re: f.add(a.re, b.re), im: f.add(a.im, b.im) });
  const negate = (a: C): C => ({ re: negateReal(a.re), im: f.isZero(a.im) ? f.zero : negateReal(a.im) });
  const subtract = (a: C, b: C): C => add(a, negate(b));
  const multiply = (a: C, b: C): C => {
    if (isReal(a) && isReal(b)) return real(f.multiply(a.re, b.re));
    return {
      re: f.subtract(f.multiply(a.re, b.re), f.multiply(a.im, b.im)),
      im: f.add(f.multiply(a.re, b.im), f.multiply(a.im, b.re)),
    };
  };
  const divide = (a: C, b: C): C => {
    if (isReal(b)) return { re: f.divide(a.re, b.re), im: isReal(a) ? f.zero : f.divide(a.im, b.re) };
    const size = f.add(f.multiply(b.re, b.re), f.multiply(b.im, b.im));
    const product = multiply(a, { re: b.re, im: negateReal(b.im) });
    return { re: f.divide(product.re, size), im: f.divide(product.im, size) };
  };
  const abs = (a: C): Real => {
    if (isReal(a)) return f.toNumber(a.re) < 0 ? negateReal(a.re) : a.re;
    return f.squareRoot(f.add(f.multiply(a.re, a.re), f.multiply(a.im, a.im)));
  };
  const exp = (a: C): C => {
    const size = f.exp(a.re);
    if (isReal(a)) return real(size);
    return { re: f.multiply(size, f.cos(a.im)), im: f.multiply(size, f.sin(a.im)) };
  };
  const log = (a: C): C => {
    if (isReal(a) && f.toNumber(a.re) > 0) return real(f.ln(a.re));
    return { re: f.ln(abs(a)), im: f.atan2(a.im, a.re) };
  };
  const squareRoot = (a: C): C => {
    if (isReal(a)) {
      return f.toNumber(a.re) >= 0
        ? real(f.squareRoot(a.re))
        : { re: f.zero, im: f.squareRoot(negateReal(a.re)) };
    }
    return exp(multiply(real(half), log(a)));
  };
  const wholePower = (base: C, exponent: number): C => {
    let [result, square, left] = [real(f.one), base, Math.abs(exponent)];
    for (; left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) result = multiply(result, square);
      square = multiply(square, square);
    }
    return exponent < 0 ? divide(real(f.one), result) : result;
  };
  const power = (base: C, exponent: C): C => {
    if (isReal(exponent)) {
      const n = f.toNumber(exponent.re);
      if (Number.isInteger(n) && Math.abs(n) <= maxMultipliedPower) return wholePower(base, n);
      if (n === 0.5) return squareRoot(base);
      if (f.isZero(base.re) && isReal(base)) return n > 0 ? real(f.zero) : real(f.divide(f.one, f.zero));
    }
    return exp(multiply(exponent, log(base)));
  };
  const sin = (a: C): C => {
    if (isReal(a)) return real(f.sin(a.re));
    const turned = { re: negateReal(a.im), im: a.re };
    const difference = subtract(exp(turned), exp(negate(turned)));
    return divide(difference, { re: f.zero, im: f.fromNumber(2) });
  };
  const cos = (a: C): C => {
    if (isReal(a)) return real(f.cos(a.re));
    const turned = { re: negateReal(a.im), im: a.re };
    return multiply(real(half), add(exp(turned), exp(negate(turned))));
  };
  const asin = (a: C): C => {
    const isSine = isReal(a) && Math.abs(f.toNumber(a.re)) <= 1;
    // asin x = atan2(x, sqrt(1 - x^2)), one angle instead of a complex logarithm.
    if (isSine) {
      const rest = f.subtract(f.one, f.multiply(a.re, a.re));
      return real(f.atan2(a.re, f.squareRoot(f.toNumber(rest) < 0 ? f.zero : rest)));
    }
    const inside = add({ re: negateReal(a.im), im: a.re }, squareRoot(subtract(real(f.one), multiply(a, a))));
    const logarithm = log(inside);
    return { re: logarithm.im, im: negateReal(logarithm.re) };
  };
  const acos = (a: C): C => subtract(real(f.multiply(f.pi, half)), asin(a));
  const atan = (a: C): C => {
    if (isReal(a)) return real(f.atan2(a.re, f.one));
    const turned = { re: negateReal(a.im), im: a.re };
    const ratio = divide(add(real(f.one), turned), subtract(real(f.one), turned));
    const logarithm = log(ratio);
    return { re: f.multiply(half, logarithm.im), im: negateReal(f.multiply(half, logarithm.re)) };
  };
  const isFinite = (a: C): boolean => f.isFinite(a.re) && f.isFinite(a.im);
  return {
    field: f,
    real,
    isReal,
    isFinite,
    add,
    subtract,
    negate,
    multiply,
    divide,
    abs,
    exp,
    log,
    squareRoot,
    power,
    sin,
    cos,
    asin,
    acos,
    atan,
  };
}

export type ComplexField<Real> = ReturnType<typeof complexOver<Real>>;
