import { expect, test } from 'vitest';
import { nameDeviceError } from './device-errors.ts';

const secure = { isSecure: true };

test.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'not_found'],
  ['NotReadableError', 'busy'],
  ['OverconstrainedError', 'gone'],
  ['AbortError', 'busy'],
  ['SecurityError', 'denied_by_system'],
  ['NotSupportedError', 'unsupported'],
  ['SomethingNewError', 'unknown'],
])('%s means %s', (name, expected) => {
  expect(nameDeviceError(new DOMException('', name), secure)).toBe(expected);
});

test('a system that forbids it is told from a person who does', () => {
  const error = new DOMException('Permission denied by system', 'NotAllowedError');
  expect(nameDeviceError(error, secure)).toBe('denied_by_system');
});

test('closing the picker of screens is no refusal', () => {
  expect(nameDeviceError(new DOMException('', 'NotAllowedError'), { isSecure: true, isScreen: true })).toBe(
    'cancelled',
  );
});

test('without HTTPS the page is the reason', () => {
  expect(nameDeviceError(new TypeError('undefined is not an object'), { isSecure: false })).toBe('insecure');
});
