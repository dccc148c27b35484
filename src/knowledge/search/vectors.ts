/** No model makes longer ones; what does is broken. */
const LONGEST_VECTOR = 16_384;

/** A vector that a model made can't be used; the message says why. */
export class BadVectorError extends Error {
  override readonly name = 'BadVectorError';
}

/** The same direction with length 1, so that a dot product is the cosine; one of zeros stays. @throws BadVectorError */
export function toUnitVector(numbers: readonly number[]): Float32Array {
  if (numbers.length === 0) throw new BadVectorError("The model's vectors are empty");
  if (numbers.length > LONGEST_VECTOR) throw new BadVectorError(`The model's vectors have ${numbers.length} numbers`);
  let squares = 0;
  for (const number of numbers) squares += number * number;
  if (!Number.isFinite(squares)) throw new BadVectorError("The model's vectors hold something else than numbers");
  const length = Math.sqrt(squares) || 1;
  return Float32Array.from(numbers, (number) => number / length);
}

/** A vector as it is stored, little-endian. */
export function readVector(bytes: Buffer): Float32Array {
  // Float32Array wants an offset that four divides, which a slice of a pool may not have.
  const copy = new Uint8Array(bytes);
  return new Float32Array(copy.buffer, 0, copy.length / Float32Array.BYTES_PER_ELEMENT);
}

/** The cosine of two unit vectors; 0 where their lengths differ. */
export function cosine(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) return 0;
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
