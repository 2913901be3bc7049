/** A typed array that is filled from the front and grows by doubling; millions of values without an object each. */
export interface Growing<T> {
  push(value: number): void;
  readonly length: number;
  /** The values so far, as a view; later pushes may not show in it. */
  values(): T;
}

const FIRST_CAPACITY = 1_024;

export function growingInts(): Growing<Int32Array> {
  let values = new Int32Array(FIRST_CAPACITY);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const larger = new Int32Array(2 * length);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    get length() {
      return length;
    },
    values: () => values.subarray(0, length),
  };
}

export function growingFloats(): Growing<Float32Array> {
  let values = new Float32Array(FIRST_CAPACITY);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const larger = new Float32Array(2 * length);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    get length() {
      return length;
    },
    values: () => values.subarray(0, length),
  };
}

/** Text that is appended piece by piece, as UTF-8 bytes or as UTF-16 code units. */
export interface GrowingText<T> {
  /** Appends a text and answers where it begins. */
  append(text: string): number;
  readonly length: number;
  values(): T;
}

/** Code units of one text pool; offsets are 32-bit. */
const POOL_LENGTH_MAX = 2 ** 32 - 1;

export function growingCodes(): GrowingText<Uint16Array> {
  let codes = new Uint16Array(FIRST_CAPACITY);
  let length = 0;
  return {
    append(text) {
      const at = length;
      while (length + text.length > codes.length) {
        const larger = new Uint16Array(2 * codes.length);
        larger.set(codes);
        codes = larger;
      }
      for (let i = 0; i < text.length; i++) codes[length++] = text.charCodeAt(i);
      return at;
    },
    get length() {
      return length;
    },
    values: () => codes.subarray(0, length),
  };
}

export function growingUtf8(): GrowingText<Uint8Array> {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(FIRST_CAPACITY);
  let length = 0;
  return {
    append(text) {
      const at = length;
      const most = length + 3 * text.length;
      if (most > POOL_LENGTH_MAX) throw new RangeError("the text pool of the index exceeds 4 GiB");
      if (most > bytes.length) {
        const larger = new Uint8Array(Math.max(2 * bytes.length, most));
        larger.set(bytes.subarray(0, length));
        bytes = larger;
      }
      length += encoder.encodeInto(text, bytes.subarray(length)).written;
      return at;
    },
    get length() {
      return length;
    },
    values: () => bytes.subarray(0, length),
  };
}
