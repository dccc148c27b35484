import { crc32 } from 'node:zlib';

const STRING = 7;
const CRC_BYTES = 4;

/** One message of application/vnd.amazon.eventstream (docs.aws.amazon.com, "Event stream encoding"). */
export function awsEvent(headers: Readonly<Record<string, string>>, payload: object): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => headerOf(name, value)));
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(prelude.length + CRC_BYTES + head.length + body.length + CRC_BYTES, 0);
  prelude.writeUInt32BE(head.length, 4);
  const unchecked = Buffer.concat([prelude, checksum(prelude), head, body]);
  return Buffer.concat([unchecked, checksum(unchecked)]);
}

function headerOf(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([
    Buffer.from([name.length]),
    Buffer.from(name),
    Buffer.from([STRING]),
    length,
    Buffer.from(value),
  ]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(CRC_BYTES);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
