/**
 * The reflected ECMA-182 polynomial, split into two halves because JavaScript's bitwise operators
 * work on 32 bits.
 */
const POLYNOMIAL = { high: 0xc96c5795, low: 0xd7870f42 }

const HIGH = new Uint32Array(256)
const LOW = new Uint32Array(256)
for (let byte = 0; byte < 256; byte++) {
  let [high, low] = [0, byte]
  for (let bit = 0; bit < 8; bit++) {
    const odd = low & 1
    low = (low >>> 1) | (high << 31)
    high >>>= 1
    if (odd) {
      high ^= POLYNOMIAL.high
      low ^= POLYNOMIAL.low
    }
  }
  HIGH[byte] = high
  LOW[byte] = low
}

/** The checksum of a collection in mongodump archives: CRC-64, equal to Go's `crc64.ECMA`. */
export class Crc64 {
  private high = 0xffffffff
  private low = 0xffffffff

  update(bytes: Uint8Array): void {
    let { high, low } = this
    for (const byte of bytes) {
      const index = (low ^ byte) & 0xff
      low = ((low >>> 8) | (high << 24)) ^ LOW[index]
      high = (high >>> 8) ^ HIGH[index]
    }
    this.high = high
    this.low = low
  }

  /** The checksum as a signed 64-bit integer, the form stored in BSON. */
  get value(): bigint {
    const unsigned = (BigInt(~this.high >>> 0) << 32n) | BigInt(~this.low >>> 0)
    return BigInt.asIntN(64, unsigned)
  }
}
