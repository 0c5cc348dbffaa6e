import { argon2Sync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkPassword, hashPassword } from './passwords.ts';

test('a password opens its own hash and no other password does', async () => {
  const hash = await hashPassword('con trâu đi trước');

  expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/u);
  expect(await checkPassword({ password: 'con trâu đi trước', hash })).toEqual({
    correct: true,
    outdated: false,
  });
  expect(await checkPassword({ password: 'con trâu đi sau', hash })).toMatchObject({ correct: false });
});

test('the same password has another hash each time', async () => {
  expect(await hashPassword('con trâu đi trước')).not.toBe(await hashPassword('con trâu đi trước'));
});

test('a password typed composed opens a hash made of it decomposed', async () => {
  const hash = await hashPassword('Đặng Thị Hoà 1'.normalize('NFD'));

  expect(await checkPassword({ password: 'Đặng Thị Hoà 1'.normalize('NFC'), hash })).toMatchObject({
    correct: true,
  });
});

test('a hash of another cost still opens, and says that it is outdated', async () => {
  const salt = randomBytes(16);
  const tag = argon2Sync('argon2id', {
    message: 'con trâu đi trước',
    nonce: salt,
    tagLength: 32,
    memory: 19_456,
    passes: 2,
    parallelism: 1,
  });
  const encode = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  const hash = `$argon2id$v=19$m=19456,t=2,p=1$${encode(salt)}$${encode(tag)}`;

  expect(await checkPassword({ password: 'con trâu đi trước', hash })).toEqual({
    correct: true,
    outdated: true,
  });
  expect(await checkPassword({ password: 'con trâu đi sau', hash })).toEqual({
    correct: false,
    outdated: false,
  });
});

test('nobody signs in where there is no hash, after the same work as for a wrong password', async () => {
  const hash = await hashPassword('con trâu đi trước');
  const timeOf = async (check: Promise<unknown>) => {
    const startedAt = performance.now();
    await check;
    return performance.now() - startedAt;
  };

  expect(await checkPassword({ password: 'con trâu đi trước', hash: null })).toEqual({
    correct: false,
    outdated: false,
  });
  const withHash: number[] = [];
  const without: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    withHash.push(await timeOf(checkPassword({ password: 'x', hash })));
    without.push(await timeOf(checkPassword({ password: 'x', hash: null })));
  }
  // The fastest of three is the least disturbed by whatever else the machine does; without the work it would be a hundredth.
  const ratio = Math.min(...without) / Math.min(...withHash);
  expect(ratio).toBeGreaterThan(0.2);
  expect(ratio).toBeLessThan(5);
}, 20_000);

test('a stored hash that is not ours is a defect, not a wrong password', async () => {
  await expect(checkPassword({ password: 'x', hash: '$2b$10$abc' })).rejects.toThrow('cannot be read');
  const absurd = `$argon2id$v=19$m=9999999,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
  await expect(checkPassword({ password: 'x', hash: absurd })).rejects.toThrow('cannot be read');
});
