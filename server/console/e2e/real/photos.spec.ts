import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { Upload, type UploadOptions } from 'tus-js-client';
import { HandPhone } from './phone';
import { binary, start, type RealServer } from './server';

// The official JavaScript client of tus against the real server: what it sends is what any other tus client sends.

const path = binary();
test.skip(
  path === undefined,
  'no server was built: run `cargo build -p curbstop-server`, or name one in CURBSTOP_SERVER',
);

const WORKERS = 'id,name,department,role,area,crew\nR1,赵敏,抄表,reader,北区,\n';
const COVERS = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      id: 'JG-1',
      geometry: { type: 'Point', coordinates: [114.29, 35.74] },
      properties: { Type: '闸井' },
    },
  ],
});
const PIECE_BYTES = 256 * 1024;

/** A picture of two megabytes, unlike any of another seed. */
function picture(seed: number): Buffer {
  const bytes = Buffer.alloc(2 * 1024 * 1024, Buffer.from([seed, 17, 99, 240]));
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]).copy(bytes);
  return bytes;
}

const nameOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Somebody in the office, by hand. */
class Office {
  private constructor(
    readonly url: string,
    readonly cookie: string,
    readonly csrf: string,
  ) {}

  static async setUp(server: RealServer): Promise<Office> {
    const token = server.setupLink.split('/').pop() ?? '';
    const answer = await fetch(`${server.url}/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, name: '林调度', password: 'correct horse' }),
    });
    const { csrf } = (await answer.json()) as { csrf: string };
    return new Office(server.url, answer.headers.get('set-cookie')?.split(';')[0] ?? '', csrf);
  }

  get(address: string): Promise<Response> {
    return fetch(this.url + address, { headers: { cookie: this.cookie } });
  }

  async post(address: string, type: string, body: string): Promise<unknown> {
    const headers = { cookie: this.cookie, 'x-csrf-token': this.csrf, 'content-type': type };
    const answer = await fetch(this.url + address, { method: 'POST', headers, body });
    const told: unknown = await answer.json();
    expect(answer.ok, JSON.stringify(told)).toBe(true);
    return told;
  }
}

let server: RealServer;
let office: Office;
let phone: HandPhone;

test.beforeAll(async () => {
  server = await start(path ?? '');
  office = await Office.setUp(server);
  await office.post('/v1/office/import/workers', 'text/csv', WORKERS);
  await office.post('/v1/office/import/covers?area=%E5%8C%97%E5%8C%BA', 'application/geo+json', COVERS);
  const told = await office.post('/v1/office/devices/codes', 'application/json', '{"workers":["R1"]}');
  phone = await HandPhone.enrol(server.url, (told as { code: string }).code);
});

test.afterAll(() => server.stop());

/** An upload as the tus client makes it; it ends with the promise that comes along. */
function upload(bytes: Buffer, options: Partial<UploadOptions>): { upload: Upload; done: Promise<void> } {
  let settle: { resolve: () => void; reject: (error: Error) => void };
  const done = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  const upload = new Upload(bytes, {
    endpoint: `${server.url}/v1/photos`,
    chunkSize: PIECE_BYTES,
    headers: { authorization: `Bearer ${phone.token}` },
    metadata: { sha256: nameOf(bytes), filetype: 'image/jpeg' },
    onSuccess: () => settle.resolve(),
    onError: (error) => settle.reject(error),
    ...options,
  });
  return { upload, done };
}

async function stored(bytes: Buffer): Promise<void> {
  const answer = await office.get(`/v1/office/photos/${nameOf(bytes)}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(nameOf(Buffer.from(await answer.arrayBuffer()))).toBe(nameOf(bytes));
}

test('an upload that was given up goes on where it was, and the record counts it', async () => {
  const [first, second] = [picture(1), picture(2)];
  const inspected = { condition: 'missing', ph: [nameOf(first), nameOf(second)] };
  await phone.say({ worker: 'R1', subject: 'cover:JG-1', fact: { cover_inspected: inspected } });

  const left = await new Promise<string>((resolve) => {
    const { upload: begun } = upload(first, {
      onChunkComplete: (_, accepted) => {
        if (accepted < 3 * PIECE_BYTES) return;
        void begun.abort().then(() => resolve(begun.url ?? ''));
      },
    });
    begun.start();
  });
  const offsets: number[] = [];
  const again = upload(first, {
    uploadUrl: left,
    onChunkComplete: (size, accepted) => offsets.push(accepted - size),
  });
  again.upload.start();
  await again.done;
  expect(offsets[0]).toBeGreaterThanOrEqual(3 * PIECE_BYTES);
  await stored(first);

  const { covers } = (await (await office.get('/v1/office/covers/unsafe')).json()) as {
    covers: { photos: { here: number; named: number; list: { id: string; media_type?: string }[] } }[];
  };
  expect(covers[0]?.photos).toEqual({
    here: 1,
    named: 2,
    list: [{ id: nameOf(first), media_type: 'image/jpeg' }, { id: nameOf(second) }],
  });
});

test('an upload outlives the server that was killed in its middle', async () => {
  const bytes = picture(3);
  let killed: Promise<void> | undefined;
  const { upload: begun, done } = upload(bytes, {
    retryDelays: [0, 100, 200, 400, 800, 1600, 3200],
    onChunkComplete: (_, accepted) => {
      if (accepted >= 2 * PIECE_BYTES) killed ??= server.killAndStartAgain();
    },
  });
  begun.start();
  await done;
  await killed;
  expect(killed).toBeDefined();
  await stored(bytes);
});

test('a photo is for those only who are signed in', async () => {
  expect((await fetch(`${server.url}/v1/office/photos/${nameOf(picture(1))}`)).status).toBe(401);
  expect((await office.get(`/v1/office/photos/${'0'.repeat(64)}`)).status).toBe(404);
});
