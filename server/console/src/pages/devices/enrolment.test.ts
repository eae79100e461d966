import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { enrolmentPayload } from './enrolment';

test('what a phone scans holds the server and the code, and survives being read back', () => {
  const payload = new URL(enrolmentPayload('https://water.example:8443', 'K7+M 2P&'));
  expect(payload.protocol).toBe('curbstop:');
  expect(payload.host || payload.pathname).toContain('enrol');
  expect(payload.searchParams.get('server')).toBe('https://water.example:8443');
  expect(payload.searchParams.get('code')).toBe('K7+M 2P&');
});

test('it is small enough for a camera at arm’s length', () => {
  const modules = encode(
    enrolmentPayload('https://curbstop.water-utility.example', 'ABCD-EFGH-JKLM-NPQR'),
  ).size;
  expect(modules).toBeLessThanOrEqual(57);
});
